package analyzer

import (
	"math"
	"math/bits"
)

// hyperLogLog estimates how many distinct hashes it has been given (Flajolet
// et al., 2007), by the estimator of Ertl ("New cardinality estimation
// algorithms for HyperLogLog sketches", 2017), which is good over the whole
// range and takes only how often each register value occurs. A report needs
// an estimate for every code, cause and category, so that its cost counts;
// that is why it is not a library's.
type hyperLogLog struct {
	registers [1 << precision]uint8
}

// precision makes 2^15 registers (32 KiB) with a standard error of 0.57 %.
const precision = 15

// tail is how many bits of a hash are left for a register's value.
const tail = 64 - precision

// add counts a hash: its first bits choose a register, which keeps the
// longest run of zeros that the others began with, and one.
func (s *hyperLogLog) add(h uint64) {
	r := &s.registers[h>>tail]
	if rank := uint8(bits.LeadingZeros64(h<<precision|1<<(precision-1))) + 1; rank > *r {
		*r = rank
	}
}

// merge adds what o has been given.
func (s *hyperLogLog) merge(o *hyperLogLog) {
	for i, r := range &o.registers {
		s.registers[i] = max(s.registers[i], r)
	}
}

// estimate is the number of distinct hashes.
func (s *hyperLogLog) estimate() int64 {
	var occurs [tail + 2]int
	for _, r := range &s.registers {
		occurs[r]++
	}
	const m = 1 << precision
	z := m * tau(1-float64(occurs[tail+1])/m)
	for k := tail; k >= 1; k-- {
		z = 0.5 * (z + float64(occurs[k]))
	}
	z += m * sigma(float64(occurs[0])/m)
	return int64(math.Round(m / (2 * math.Ln2) * m / z))
}

// sigma corrects for the registers that are still empty.
func sigma(x float64) float64 {
	if x == 1 {
		return math.Inf(1)
	}
	y, z := 1.0, x
	for before := math.NaN(); z != before; {
		x *= x
		before = z
		z += x * y
		y += y
	}
	return z
}

// tau corrects for the registers that are full.
func tau(x float64) float64 {
	if x == 0 || x == 1 {
		return 0
	}
	y, z := 1.0, 1-x
	for before := math.NaN(); z != before; {
		x = math.Sqrt(x)
		before = z
		y *= 0.5
		z -= (1 - x) * (1 - x) * y
	}
	return z / 3
}
