package cli

// fionread asks how many bytes wait in a pipe.
const fionread = 0x4004667f
