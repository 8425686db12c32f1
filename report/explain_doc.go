package report

import (
	"bytes"
	"fmt"
	"strconv"

	"imlens/catalog"
)

func (e explainer) mdCodes(b *bytes.Buffer, ids []catalog.CodeID, list bool) error {
	if list {
		return e.mdCodeTable(b, ids)
	}
	for i, id := range ids {
		c := &e.cat.Codes[id]
		if i > 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(b, "## %d %s\n\n", c.Number, mdEscape(c.Names[0]))
		e.mdFacts(b, e.codeFacts(c))
		fmt.Fprintf(b, "\n### %s\n\n", mdEscape(e.TitleCauses))
		for n, id := range c.Causes {
			cause := &e.cat.Causes[id]
			fmt.Fprintf(b, "%d. **%s** (%s)%s%s\n", n+1, mdEscape(cause.Title.In(e.opts.Lang)), cause.ID,
				e.Colon, mdEscape(cause.Advice.In(e.opts.Lang)))
		}
	}
	return nil
}

func (e explainer) mdFacts(b *bytes.Buffer, facts []fact) {
	for _, f := range facts {
		b.WriteString("- " + mdEscape(f.label+e.Colon+f.text) + "\n")
	}
}

func (e explainer) mdCodeTable(b *bytes.Buffer, ids []catalog.CodeID) error {
	sec := e.codeSection(ids)
	return mdRows(b, sec.columns, sec.rows)
}

func (e explainer) mdCause(b *bytes.Buffer, id catalog.CauseID) error {
	c := &e.cat.Causes[id]
	fmt.Fprintf(b, "## %s\n\n", mdEscape(c.Title.In(e.opts.Lang)))
	e.mdFacts(b, e.causeFacts(c))
	ids := e.causeCodes(id)
	if len(ids) == 0 {
		return nil
	}
	fmt.Fprintf(b, "\n### %s\n\n", mdEscape(e.Codes))
	return e.mdCodeTable(b, ids)
}

// The types of schemas imlens.code/1 and imlens.cause/1, keys in their order.
type (
	jsonCodeDoc struct {
		Schema   string          `json:"schema"`
		Code     string          `json:"code"`
		Names    []string        `json:"names"`
		Category string          `json:"category"`
		Status   string          `json:"status"`
		Meaning  string          `json:"meaning"`
		Versions string          `json:"sdk_versions"`
		Causes   []jsonCodeCause `json:"causes"`
	}
	jsonCodeCause struct {
		Cause  string `json:"cause"`
		Title  string `json:"title"`
		Advice string `json:"advice"`
	}
	jsonCauseAlone struct {
		Schema   string         `json:"schema"`
		Cause    string         `json:"cause"`
		Category string         `json:"category"`
		Title    string         `json:"title"`
		Advice   string         `json:"advice"`
		Codes    []jsonCodeName `json:"codes"`
	}
	jsonCodeName struct {
		Code string `json:"code"`
		Name string `json:"name"`
	}
)

// jsonCodeList writes one code as an object; a list, and more codes than one,
// as an array.
func (e explainer) jsonCodeList(b *bytes.Buffer, ids []catalog.CodeID, list bool) error {
	docs := []jsonCodeDoc{}
	for _, id := range ids {
		docs = append(docs, e.codeDoc(&e.cat.Codes[id]))
	}
	if len(docs) == 1 && !list {
		return encode(b, docs[0])
	}
	return encode(b, docs)
}

func (e explainer) codeDoc(c *catalog.Code) jsonCodeDoc {
	doc := jsonCodeDoc{
		Schema: codeSchema, Code: strconv.Itoa(c.Number), Names: c.Names, Category: c.Category.String(),
		Status: c.Status.String(), Meaning: c.Meaning.In(e.opts.Lang), Versions: c.Versions, Causes: []jsonCodeCause{},
	}
	for _, id := range c.Causes {
		cause := &e.cat.Causes[id]
		doc.Causes = append(doc.Causes, jsonCodeCause{
			cause.ID, cause.Title.In(e.opts.Lang), cause.Advice.In(e.opts.Lang),
		})
	}
	return doc
}

func (e explainer) jsonCauseDoc(b *bytes.Buffer, id catalog.CauseID) error {
	return encode(b, e.causeDoc(id))
}

func (e explainer) causeDoc(id catalog.CauseID) jsonCauseAlone {
	c := &e.cat.Causes[id]
	doc := jsonCauseAlone{
		Schema: causeSchema, Cause: c.ID, Category: c.Category.String(),
		Title: c.Title.In(e.opts.Lang), Advice: c.Advice.In(e.opts.Lang), Codes: []jsonCodeName{},
	}
	for _, id := range e.causeCodes(id) {
		code := &e.cat.Codes[id]
		doc.Codes = append(doc.Codes, jsonCodeName{strconv.Itoa(code.Number), code.Names[0]})
	}
	return doc
}
