package analyzer

// exactUsers is up to how many distinct users are counted exactly. Beyond
// them a HyperLogLog counts.
const exactUsers = 4096

// users counts distinct users by their 64-bit hashes. Which of its two forms
// it has depends on the set of hashes alone, not on their order, so that it
// merges without a trace. The zero value is empty.
type users struct {
	table  []uint64 // open addressing, 0 is free; nil when dense
	n      int
	sketch *hyperLogLog

	estimate int64 // what the sketch said last; 0 when it has changed
}

// add counts the user with hash h, which is not 0.
func (u *users) add(h uint64) {
	if u.sketch != nil {
		u.sketch.add(h)
		u.estimate = 0
		return
	}
	if 2*u.n >= len(u.table) {
		u.grow()
	}
	if u.insert(h) && u.n > exactUsers {
		u.toSketch()
	}
}

func (u *users) insert(h uint64) bool {
	mask := uint64(len(u.table) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		switch u.table[i] {
		case h:
			return false
		case 0:
			u.table[i] = h
			u.n++
			return true
		}
	}
}

func (u *users) grow() {
	old := u.table
	u.table, u.n = make([]uint64, max(8, 2*len(old))), 0
	for _, h := range old {
		if h != 0 {
			u.insert(h)
		}
	}
}

func (u *users) toSketch() {
	u.sketch = new(hyperLogLog)
	for _, h := range u.table {
		if h != 0 {
			u.sketch.add(h)
		}
	}
	u.table, u.n = nil, 0
}

// merge adds the users of o, which stays as it is.
func (u *users) merge(o *users) {
	if o.sketch == nil {
		for _, h := range o.table {
			if h != 0 {
				u.add(h)
			}
		}
		return
	}
	if u.sketch == nil {
		u.toSketch()
	}
	u.sketch.merge(o.sketch)
	u.estimate = 0
}

// count is the number of distinct users, an estimate beyond exactUsers.
func (u *users) count() int64 {
	if u.sketch == nil {
		return int64(u.n)
	}
	if u.estimate == 0 {
		u.estimate = u.sketch.estimate()
	}
	return u.estimate
}
