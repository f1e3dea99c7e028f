// QR codes (ISO/IEC 18004), drawn on the device: bytes, error correction M, versions 1 to 20.

/** Codewords of correction in a block, and blocks, by version (table 9, level M). */
const CORRECTION = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];

/** Powers of 2 in the field of 256 elements, and their logarithms. */
const POWER = [];
const LOG = [];
for (let n = 0, x = 1; n < 255; n++, x = (x << 1) ^ (x & 128 ? 0x11d : 0)) {
  POWER[n] = x;
  LOG[x] = n;
}
const times = (a, b) => (a && b ? POWER[(LOG[a] + LOG[b]) % 255] : 0);

/** The remainder that a block is corrected with (Reed and Solomon). */
function correction(data, degree) {
  let generator = [1];
  for (let n = 0; n < degree; n++) {
    const next = [...generator, 0];
    generator.forEach((factor, at) => (next[at + 1] ^= times(factor, POWER[n])));
    generator = next;
  }
  const rest = [...data, ...Array(degree).fill(0)];
  for (let at = 0; at < data.length; at++) {
    const lead = rest[at];
    generator.forEach((factor, n) => (rest[at + n] ^= times(factor, lead)));
  }
  return rest.slice(data.length);
}

/** Modules that hold data or correction, of a version. */
function capacity(version) {
  const marks = version > 1 ? Math.floor(version / 7) + 2 : 0;
  const alignment = version > 1 ? (25 * marks - 10) * marks - 55 : 0;
  return (16 * version + 128) * version + 64 - alignment - (version > 6 ? 36 : 0);
}

const dataBytes = (version) =>
  Math.floor(capacity(version) / 8) - CORRECTION[version - 1] * BLOCKS[version - 1];

/** The codewords of a text, blocks interleaved. */
function codewords(bytes, version) {
  const room = dataBytes(version);
  const bits = [];
  const put = (value, length) => {
    for (let n = length - 1; n >= 0; n--) bits.push((value >> n) & 1);
  };
  put(4, 4);
  put(bytes.length, version > 9 ? 16 : 8);
  bytes.forEach((byte) => put(byte, 8));
  put(0, Math.min(4, room * 8 - bits.length));
  while (bits.length % 8) bits.push(0);
  for (let pad = 0xec; bits.length < room * 8; pad ^= 0xfd) put(pad, 8);
  const data = [];
  for (let at = 0; at < bits.length; at += 8)
    data.push(parseInt(bits.slice(at, at + 8).join(""), 2));
  const blocks = BLOCKS[version - 1];
  const short = Math.floor(room / blocks);
  const long = blocks - (room % blocks);
  const parts = [];
  for (let n = 0, at = 0; n < blocks; n++) {
    const length = short + (n >= long ? 1 : 0);
    parts.push(data.slice(at, at + length));
    at += length;
  }
  const checks = parts.map((part) => correction(part, CORRECTION[version - 1]));
  const woven = [];
  for (let at = 0; at <= short; at++)
    parts.forEach((part) => at < part.length && woven.push(part[at]));
  for (let at = 0; at < CORRECTION[version - 1]; at++)
    checks.forEach((check) => woven.push(check[at]));
  return woven;
}

/** The centres of the alignment marks along one side. */
function centres(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  const found = [6];
  for (let at = version * 4 + 10; found.length < count; at -= step) found.splice(1, 0, at);
  return found;
}

const MASKS = [
  (x, y) => (x + y) % 2,
  (x, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

/** The fixed marks of a version: what is not undefined is no data. */
function frame(version) {
  const side = version * 4 + 17;
  const grid = Array.from({ length: side }, () => Array(side));
  const set = (x, y, dark) => x >= 0 && y >= 0 && x < side && y < side && (grid[y][x] = dark);
  for (let n = 0; n < side; n++) {
    set(6, n, n % 2 === 0);
    set(n, 6, n % 2 === 0);
  }
  const square = (cx, cy, reach, dark) => {
    for (let y = -reach; y <= reach; y++) {
      for (let x = -reach; x <= reach; x++)
        set(cx + x, cy + y, dark(Math.max(Math.abs(x), Math.abs(y))));
    }
  };
  for (const [x, y] of [
    [3, 3],
    [side - 4, 3],
    [3, side - 4],
  ]) {
    square(x, y, 4, (far) => far !== 2 && far !== 4);
  }
  const marks = centres(version);
  marks.forEach((x, i) =>
    marks.forEach((y, j) => {
      const last = marks.length - 1;
      const corner = (i === 0 && (j === 0 || j === last)) || (i === last && j === 0);
      if (!corner) square(x, y, 2, (far) => far !== 1);
    }),
  );
  about(grid, version, 0);
  return grid;
}

/** Writes level and mask, and the version from 7 on, each with its own check. */
function about(grid, version, mask) {
  const side = grid.length;
  let rest = mask;
  for (let n = 0; n < 10; n++) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
  const bits = ((mask << 10) | rest) ^ 0x5412;
  const bit = (n) => ((bits >> n) & 1) === 1;
  for (let n = 0; n < 6; n++) grid[n][8] = bit(n);
  [grid[7][8], grid[8][8], grid[8][7]] = [bit(6), bit(7), bit(8)];
  for (let n = 9; n < 15; n++) grid[8][14 - n] = bit(n);
  for (let n = 0; n < 8; n++) grid[8][side - 1 - n] = bit(n);
  for (let n = 8; n < 15; n++) grid[side - 15 + n][8] = bit(n);
  grid[side - 8][8] = true;
  if (version < 7) return;
  let check = version;
  for (let n = 0; n < 12; n++) check = (check << 1) ^ ((check >> 11) * 0x1f25);
  const all = (version << 12) | check;
  for (let n = 0; n < 18; n++) {
    const [a, b] = [side - 11 + (n % 3), Math.floor(n / 3)];
    grid[a][b] = grid[b][a] = ((all >> n) & 1) === 1;
  }
}

/** Fills in the data in its zigzag, under a mask. */
function filled(version, data, mask) {
  const grid = frame(version);
  const side = grid.length;
  let at = 0;
  for (let right = side - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < side; step++) {
      for (const x of [right, right - 1]) {
        const y = ((right + 1) & 2) === 0 ? side - 1 - step : step;
        if (grid[y][x] !== undefined) continue;
        const dark = ((data[at >> 3] ?? 0) >> (7 - (at & 7))) & 1;
        at += 1;
        grid[y][x] = (dark === 1) !== (MASKS[mask](x, y) === 0);
      }
    }
  }
  about(grid, version, mask);
  return grid;
}

/** How hard a code is to read: long runs, squares, what looks like a corner, too dark or light. */
function penalty(grid) {
  const side = grid.length;
  const lines = [...grid, ...grid.map((_, x) => grid.map((row) => row[x]))];
  let points = 0;
  for (const line of lines) {
    const text = line.map(Number).join("");
    for (const [run] of text.matchAll(/0{5,}|1{5,}/g)) points += run.length - 2;
    points += 40 * [...text.matchAll(/(?=10111010000|00001011101)/g)].length;
  }
  let dark = 0;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      dark += grid[y][x];
      const same = (b, a) => grid[y + b]?.[x + a] === grid[y][x];
      if (same(0, 1) && same(1, 0) && same(1, 1)) points += 3;
    }
  }
  return points + 10 * Math.floor(Math.abs((dark * 20) / side ** 2 - 10));
}

/** The modules of a code that holds a text, rows of true and false; nothing when it is too long. */
export function modules(text) {
  const bytes = new TextEncoder().encode(text);
  const versions = CORRECTION.map((_, at) => at + 1);
  const version = versions.find((one) => bytes.length + (one > 9 ? 3 : 2) <= dataBytes(one));
  if (!version) return undefined;
  const data = codewords(bytes, version);
  const all = MASKS.map((_, mask) => filled(version, data, mask));
  return all.reduce((best, grid) => (penalty(grid) < penalty(best) ? grid : best));
}

/** Light modules that readers need around a code. */
const QUIET = 4;

/** The code as an SVG element, dark on white whatever the page's colours; nothing when too long. */
export function drawn(text) {
  const grid = modules(text);
  if (!grid) return undefined;
  const side = grid.length + 2 * QUIET;
  const make = (name, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const dark = grid.flatMap((row, y) =>
    row.map((one, x) => (one ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : "")),
  );
  const svg = make("svg", {
    class: "qr",
    viewBox: `0 0 ${side} ${side}`,
    "shape-rendering": "crispEdges",
    "aria-hidden": "true",
  });
  svg.append(
    make("rect", { width: side, height: side, fill: "#fff" }),
    make("path", { fill: "#000", d: dark.join("") }),
  );
  return svg;
}
