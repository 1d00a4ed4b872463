// Square codes (ISO/IEC 18004): byte mode, error correction level L, versions 1 to 25. Drawn here, in the browser, so
// that what they hold is never sent anywhere.
const PER_BLOCK = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26]
const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12]
const MASKS = [
  (x, y) => (x + y) % 2, (x, y) => y % 2, (x) => x % 3, (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2, (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
]

function rawModules(version) {
  let count = (16 * version + 128) * version + 64
  if (version > 1) {
    const align = Math.floor(version / 7) + 2
    count -= (25 * align - 10) * align - 55
    if (version > 6) count -= 36
  }
  return count
}

const words = (version) => Math.floor(rawModules(version) / 8)
const room = (version) => words(version) - PER_BLOCK[version - 1] * BLOCKS[version - 1]

function times(a, b) {
  let product = 0
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d)
    product ^= ((b >>> bit) & 1) * a
  }
  return product
}

function divisor(degree) {
  const found = new Array(degree).fill(0)
  found[degree - 1] = 1
  let root = 1
  for (let i = 0; i < degree; i++) {
    for (let j = 0; j < degree; j++) {
      found[j] = times(found[j], root)
      if (j + 1 < degree) found[j] ^= found[j + 1]
    }
    root = times(root, 2)
  }
  return found
}

function remainder(data, by) {
  const rest = by.map(() => 0)
  for (const byte of data) {
    const factor = byte ^ rest.shift()
    rest.push(0)
    by.forEach((coefficient, i) => { rest[i] ^= times(coefficient, factor) })
  }
  return rest
}

function payload(bytes, version) {
  const bits = []
  const put = (value, length) => { for (let i = length - 1; i >= 0; i--) bits.push((value >>> i) & 1) }
  put(4, 4)
  put(bytes.length, version < 10 ? 8 : 16)
  for (const byte of bytes) put(byte, 8)
  const capacity = room(version) * 8
  put(0, Math.min(4, capacity - bits.length))
  put(0, (8 - (bits.length % 8)) % 8)
  for (let pad = 0xec; bits.length < capacity; pad ^= 0xec ^ 0x11) put(pad, 8)
  const data = []
  for (let i = 0; i < bits.length; i += 8) data.push(bits.slice(i, i + 8).reduce((sum, bit) => sum * 2 + bit, 0))
  return data
}

function interleaved(data, version) {
  const count = BLOCKS[version - 1]
  const extra = PER_BLOCK[version - 1]
  const short = count - (words(version) % count)
  const length = Math.floor(words(version) / count)
  const by = divisor(extra)
  const blocks = []
  for (let i = 0, at = 0; i < count; i++) {
    const part = data.slice(at, at + length - extra + (i < short ? 0 : 1))
    at += part.length
    const check = remainder(part, by)
    if (i < short) part.push(null)
    blocks.push([...part, ...check])
  }
  const mixed = []
  for (let i = 0; i < blocks[0].length; i++) for (const block of blocks) if (block[i] !== null) mixed.push(block[i])
  return mixed
}

function alignments(version) {
  if (version === 1) return []
  const count = Math.floor(version / 7) + 2
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2
  const found = [6]
  for (let at = version * 4 + 10; found.length < count; at -= step) found.splice(1, 0, at)
  return found
}

class Square {
  constructor(version) {
    this.version = version
    this.size = version * 4 + 17
    this.dark = Array.from({ length: this.size }, () => new Array(this.size).fill(false))
    this.fixed = Array.from({ length: this.size }, () => new Array(this.size).fill(false))
    this.patterns()
  }

  set(x, y, dark) {
    if (x < 0 || y < 0 || x >= this.size || y >= this.size) return
    this.dark[y][x] = Boolean(dark)
    this.fixed[y][x] = true
  }

  patterns() {
    const last = this.size - 1
    for (let i = 0; i < this.size; i++) {
      this.set(6, i, i % 2 === 0)
      this.set(i, 6, i % 2 === 0)
    }
    for (const [cx, cy] of [[3, 3], [last - 3, 3], [3, last - 3]]) this.ring(cx, cy, 4, [2, 4])
    const places = alignments(this.version)
    const end = places.length - 1
    places.forEach((x, i) => places.forEach((y, j) => {
      const corner = (i === 0 && j === 0) || (i === 0 && j === end) || (i === end && j === 0)
      if (!corner) this.ring(x, y, 2, [1])
    }))
    this.format(0)
    this.versionBits()
  }

  ring(cx, cy, reach, light) {
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        this.set(cx + dx, cy + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))))
      }
    }
  }

  format(mask) {
    const data = (1 << 3) | mask
    let rest = data
    for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >>> 9) * 0x537)
    const bits = ((data << 10) | rest) ^ 0x5412
    const bit = (i) => (bits >>> i) & 1
    for (let i = 0; i <= 5; i++) this.set(8, i, bit(i))
    this.set(8, 7, bit(6))
    this.set(8, 8, bit(7))
    this.set(7, 8, bit(8))
    for (let i = 9; i < 15; i++) this.set(14 - i, 8, bit(i))
    for (let i = 0; i < 8; i++) this.set(this.size - 1 - i, 8, bit(i))
    for (let i = 8; i < 15; i++) this.set(8, this.size - 15 + i, bit(i))
    this.set(8, this.size - 8, true)
  }

  versionBits() {
    if (this.version < 7) return
    let rest = this.version
    for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25)
    const bits = (this.version << 12) | rest
    for (let i = 0; i < 18; i++) {
      const a = this.size - 11 + (i % 3)
      const b = Math.floor(i / 3)
      this.set(a, b, (bits >>> i) & 1)
      this.set(b, a, (bits >>> i) & 1)
    }
  }

  fill(data) {
    let at = 0
    for (let right = this.size - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5
      for (let step = 0; step < this.size; step++) {
        const y = ((right + 1) & 2) === 0 ? this.size - 1 - step : step
        for (const x of [right, right - 1]) {
          if (!this.fixed[y][x] && at < data.length * 8) {
            this.dark[y][x] = Boolean((data[at >>> 3] >>> (7 - (at & 7))) & 1)
            at++
          }
        }
      }
    }
  }

  mask(number) {
    for (let y = 0; y < this.size; y++) {
      for (let x = 0; x < this.size; x++) {
        if (!this.fixed[y][x] && MASKS[number](x, y) === 0) this.dark[y][x] = !this.dark[y][x]
      }
    }
  }

  // How hard it is to read: long runs, blocks of one colour, and too much of one colour.
  penalty() {
    let sum = 0
    let dark = 0
    const columns = this.dark[0].map((_, x) => this.dark.map((row) => row[x]))
    for (const lines of [this.dark, columns]) {
      for (const line of lines) {
        const text = line.map(Number).join('')
        for (const run of text.match(/0{5,}|1{5,}/g) || []) sum += run.length - 2
        for (const _ of text.matchAll(/(?=10111010000|00001011101)/g)) sum += 40
      }
    }
    for (let y = 0; y < this.size; y++) {
      for (let x = 0; x < this.size; x++) {
        dark += this.dark[y][x]
        if (x && y && [[x - 1, y], [x, y - 1], [x - 1, y - 1]].every(([a, b]) => this.dark[b][a] === this.dark[y][x])) sum += 3
      }
    }
    return sum + Math.floor(Math.abs((dark * 20) / (this.size * this.size) - 10)) * 10
  }
}

// Rows of true and false for a text, or null when it is too long. `forced` chooses a mask, for tests.
export function encode(text, forced = -1) {
  const bytes = new TextEncoder().encode(text)
  let version = 1
  while (version <= BLOCKS.length && bytes.length + (version < 10 ? 2 : 3) > room(version)) version++
  if (version > BLOCKS.length) return null
  const square = new Square(version)
  square.fill(interleaved(payload(bytes, version), version))
  let best = forced
  for (let number = 0, least = Infinity; forced < 0 && number < 8; number++) {
    square.mask(number)
    square.format(number)
    const cost = square.penalty()
    if (cost < least) [best, least] = [number, cost]
    square.mask(number)
  }
  square.mask(best)
  square.format(best)
  return square.dark
}

// The code as an SVG element, or null when the text is too long.
export function draw(text) {
  const rows = encode(text)
  if (!rows) return null
  const ns = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(ns, 'svg')
  const size = rows.length + 8
  svg.setAttribute('viewBox', `0 0 ${size} ${size}`)
  svg.setAttribute('shape-rendering', 'crispEdges')
  const path = document.createElementNS(ns, 'path')
  path.setAttribute('d', rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : ''))).join(''))
  svg.append(path)
  return svg
}
