import { describe, expect, it } from 'vitest'
import { paperPdf } from '../../../server/casebook/paper-pdf.ts'
import { blankCasebook } from '../../../shared/casebook/blank.ts'
import { annotationOf } from '../../../shared/casebook/annotations.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { FormDefinition } from '../../../shared/forms/define.ts'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import { readPdf, squeezed, type ReadPdf } from '../support/read-pdf.ts'

const STANDARD = builtInFamilies.protocols.get('toripalimab-donafenib')

/** A form that no built-in study has: a long title, a long question, one without a variable. */
const OWN: FormDefinition = {
  ...{ key: 'own', file: 'own', scope: 'log', owner: 'site', sortBy: [] },
  title: { en: 'A form of our own '.repeat(9).trim(), zh: '自定义表单' },
  items: [
    { key: 'OWNTEXT', label: { en: 'Why? '.repeat(60), zh: '为什么？' }, kind: 'text' },
    {
      key: 'OWNCODE',
      label: { en: 'Which', zh: '哪一个' },
      kind: 'code',
      codes: [
        { value: 'A1', label: { en: 'First answer', zh: '第一' } },
        { value: 'B2', label: { en: 'Second answer', zh: '第二' } },
      ],
      sdtm: 'SUPPXX.OWNCODE',
    },
  ],
}

function bookOf(definition: ProtocolDefinition, annotated: boolean, language: 'en' | 'zh'): Buffer {
  const pdf = paperPdf({
    ...{ study: 'HCC-1', mark: null, definition, version: 2, annotated, language },
    ...{ madeAt: '2026-01-05T09:00:00.000Z', programVersion: '1.0.0' },
  })
  return Buffer.concat([...pdf.pieces()])
}

function read(annotated: boolean, language: 'en' | 'zh' = 'en'): ReadPdf {
  return readPdf(bookOf(STANDARD, annotated, language))
}

describe('the blank casebook as PDF', () => {
  it('BK-06: holds every form with its questions, choices and units, and room for names and dates', () => {
    const pdf = read(false)
    const text = squeezed(pdf.text)
    for (const paper of blankCasebook(STANDARD)) {
      expect(text).toContain(squeezed(paper.title.en))
      for (const item of paper.blocks.flatMap(({ items }) => items)) {
        expect(text).toContain(squeezed(item.label.en))
        const isTyped = item.kind === 'code' && item.derivation === undefined
        const choices = isTyped ? item.codes.map(({ label }) => `□${squeezed(label.en)}`) : []
        expect(choices.filter((choice) => !text.includes(choice))).toEqual([])
      }
    }
    expect(text).toContain('□□□□–□□–□□YYYY-MM-DD')
    expect(text).toContain('Site:________________Subject:________________')
    expect(text).toContain('Filledby(name,signature,date)')
    expect(text).not.toContain('NOTSUBMITTED')
    expect(pdf.pages.every(({ text: page }) => page.includes('Version of the forms 2 (1.0)'))).toBe(
      true,
    )
  })

  it('leads to each form by its name, and by each visit at which it is planned', () => {
    const { outline, pages } = read(false)
    const byForm = outline.findIndex(({ title }) => title === 'By form')
    const forms = outline.slice(byForm + 1)
    const papers = blankCasebook(STANDARD)
    expect(forms.map(({ title }) => title)).toEqual(papers.map(({ title }) => title.en))
    for (const { title, page } of forms) {
      expect(squeezed(pages[page - 1]?.text ?? '')).toContain(squeezed(title))
    }
    const baseline = papers.filter(({ visits }) => visits.includes('BASELINE'))
    const at = outline.findIndex(({ title, depth }) => depth === 2 && title.startsWith('BASELINE'))
    const below = outline.slice(at + 1, at + 1 + baseline.length)
    expect(below.map(({ title }) => title)).toEqual(baseline.map(({ title }) => title.en))
    expect(below.every(({ depth }) => depth === 3)).toBe(true)
  })

  it('is written in Chinese without a sign missing, and in the same bytes twice', () => {
    const { text, language } = read(false, 'zh')
    expect(language).toBe('zh')
    for (const { title } of blankCasebook(STANDARD)) {
      expect(squeezed(text)).toContain(squeezed(title.zh))
    }
    expect(text).not.toContain('‹U+')
    expect(bookOf(STANDARD, false, 'zh').equals(bookOf(STANDARD, false, 'zh'))).toBe(true)
  })
})

describe('the annotated casebook as PDF', () => {
  it('writes beside each question what it becomes, and beside each form its domains', () => {
    const text = squeezed(read(true).text)
    for (const paper of blankCasebook(STANDARD)) {
      const items = [
        ...paper.blocks.flatMap((block) => block.items),
        ...(paper.rows?.columns ?? []),
      ]
      for (const item of items) {
        const told = annotationOf(item)?.text ?? '[NOT SUBMITTED]'
        const [first = ''] = told.split(' when ')
        expect(text).toContain(`${item.key}${squeezed(first)}`.slice(-first.length))
        expect(text).toContain(squeezed(told))
      }
    }
    expect(text).toContain(squeezed('AE = Adverse Events'))
    expect(text).toContain(squeezed('VSORRES when VSTESTCD = SYSBP'))
    expect(text).toContain('DM.SEX')
  })

  it('takes a form of the study’s own, with a long title and a domain without a name', () => {
    const definition = { ...STANDARD, forms: [...STANDARD.forms, OWN] }
    const { text, outline } = readPdf(bookOf(definition, true, 'en'))
    const told = squeezed(text)
    expect(told).toContain(squeezed('OWNTEXT [NOT SUBMITTED]'))
    expect(told).toContain(squeezed('OWNCODE in SUPPXX'))
    expect(told).toContain(squeezed('□ First answer [A1]'))
    expect(told).toContain(squeezed(OWN.items[0]?.label.en ?? ''))
    expect(told).toContain('XX=XX')
    expect(outline.at(-1)?.title).toBe(OWN.title.en)
  })
})
