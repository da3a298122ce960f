const FIELD = /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g

/** Reads RFC 4180 text, written apart from the product; a byte order mark is left out. */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of text.replace(/^\uFEFF/, '').matchAll(FIELD)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === '\n') rows.push([])
  }
  return rows.slice(0, -1)
}
