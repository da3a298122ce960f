import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { LONGEST_RADIO_LIST } from '../../client/kit/form/code-text.ts'
import type { Code, ItemDefinition } from '../../shared/forms/define.ts'
import { codeMatches, findCode } from '../../shared/forms/find-code.ts'
import { protocols } from '../../shared/protocol/registry.ts'

const items = protocols.all.flatMap(({ key, forms }) =>
  forms.flatMap((form) =>
    [...form.items, ...(form.group?.items ?? [])].map((item): ItemDefinition & Named => ({
      ...item,
      name: `${key} ${form.key} ${item.key}`,
    })),
  ),
)

interface Named {
  readonly name: string
}

const lists = items.flatMap((item) => (item.kind === 'code' ? [item] : []))
const long = lists.filter(({ codes }) => codes.length > LONGEST_RADIO_LIST)

/** Source files of the client, by their path. */
function clientFiles(folder = 'client'): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const place = path.join(folder, entry.name)
    if (entry.isDirectory()) return clientFiles(place)
    return /\.tsx?$/.test(entry.name) ? [place] : []
  })
}
const filesWith = (words: RegExp): readonly string[] =>
  clientFiles().filter((file) => words.test(readFileSync(file, 'utf8')))

describe('E4: a list of options', () => {
  it('over 12 options is searched; the forms have such lists and short ones', () => {
    expect(LONGEST_RADIO_LIST).toBe(12)
    expect(long.length).toBeGreaterThan(5)
    expect(lists.length).toBeGreaterThan(long.length)
  })

  it.each(long)('$name finds each option by code, label and Chinese label', ({ codes }) => {
    for (const code of codes) {
      for (const text of [code.value, code.label.en, code.label.zh]) {
        expect(codeMatches(code, text), text).toBe(true)
        expect(sameNames(findCode(codes, text), code), text).toBe(true)
      }
    }
  })

  it.each(lists)('$name gives each option a label in both languages', ({ codes }) => {
    for (const { label } of codes) {
      expect(label.en).not.toBe('')
      expect(label.zh).not.toBe('')
    }
  })

  it('of an item of a form is never answered in a drop-down', () => {
    const entry = ['kit/form', 'tumour-ledger', 'grade-adverse-event']
    const dropDowns = filesWith(/<select\b|\bNativeSelect\b|\bSelect\b.*@mantine/)
    const within = dropDowns.filter((file) =>
      entry.some((folder) => file.startsWith(path.join('client', folder))),
    )
    expect(within).toEqual([])
  })
})

/** Two options may share a name; the first is then as good. */
function sameNames(found: Code | null, code: Code): boolean {
  const names = [code.value, code.label.en, code.label.zh]
  return (
    found !== null && [found.value, found.label.en, found.label.zh].some((n) => names.includes(n))
  )
}

describe('E5: routine work', () => {
  it('opens no modal dialog but the one that signs; the sheet of keys is only to be read', () => {
    const overlays = filesWith(/\b(?:Modal|Drawer|Overlay|showModal|FocusTrap)\b|<dialog\b/)
    // The list of style sheets names them, and opens none.
    expect(overlays.filter((file) => !file.endsWith('control-styles.ts'))).toEqual([
      path.join('client', 'app', 'keyboard-help.tsx'),
      path.join('client', 'sign-data', 'sign-dialog.tsx'),
    ])
    expect(filesWith(/aria-modal/)).toEqual([])
  })

  it("never uses the browser's own questions", () => {
    expect(filesWith(/\bwindow\.(?:alert|confirm|prompt)\(|(?<![.\w])(?:alert|prompt)\(/)).toEqual(
      [],
    )
  })
})

describe('the act of signing', () => {
  it('ES-11: offers no control to draw a signature with finger or pen', () => {
    const drawing = /<canvas\b|getContext\(|signature[-_]?pad|toDataURL|onTouchMove/i
    expect(filesWith(drawing)).toEqual([])
    // The search sees the sources that sign.
    expect(filesWith(/\bsignData\b/)).toContain(path.join('client', 'sign-data', 'sign-dialog.tsx'))
  })
})
