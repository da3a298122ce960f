import { mkdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { accessibilityFaults, overflowFaults } from './support/check-screen.ts'
import { serveImportedStudy, type ImportedStudy } from './support/imported-study.ts'
import { pdfPages, type PdfPage } from './support/pdf-text.ts'

const STUDY = 'BOOK'
const PICTURES = path.join(os.tmpdir(), 'hepatrial-casebook')

let served: ImportedStudy
let subjid: string

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true })
  served = await serveImportedStudy(STUDY, ['nurse'])
})
afterAll(() => served.close())

const fileSchema = z.object({
  records: z.array(
    z.object({
      form: z.string(),
      values: z.object({ rows: z.array(z.record(z.string(), z.string())) }),
    }),
  ),
})

/** Results of the subject's laboratory records, as they are stored. */
async function valuesOf(page: Page): Promise<readonly string[]> {
  const reply = await page.request.get(`/api/studies/${STUDY}/subjects/${subjid}`)
  const { records } = fileSchema.parse(await reply.json())
  const results = records
    .filter(({ form }) => form === 'laboratory')
    .flatMap(({ values }) => values.rows.map((row) => row['LBORRES'] ?? ''))
  expect(results.length).toBeGreaterThan(5)
  return results
}

const listSchema = z.object({ subjects: z.array(z.object({ subjid: z.string() })) })

async function printed(page: Page, name: string): Promise<readonly PdfPage[]> {
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true, printBackground: true })
  writeFileSync(path.join(PICTURES, `${name}.pdf`), pdf)
  return pdfPages(pdf)
}

/** Sheets of the casebook as paper shows them, and what is left of the screen around them. */
async function onPaper(page: Page): Promise<{ readonly sheets: number; readonly around: string }> {
  await page.emulateMedia({ media: 'print' })
  const around: string[] = []
  for (const role of ['navigation', 'button', 'combobox'] as const) {
    for (const one of await page.getByRole(role).all()) {
      if (await one.isVisible()) around.push(role)
    }
  }
  const sheets = await page.getByRole('heading', { level: 2 }).count()
  return { sheets, around: around.join(', ') }
}

async function back(page: Page): Promise<void> {
  await page.emulateMedia({ media: null })
}

describe('E38: a casebook in the browser', () => {
  it('prints what a subject holds, each form on pages of its own', async () => {
    const { page, faults } = await served.open('nurse', `/studies/${STUDY}/subjects`)
    const list = await page.request.get(`/api/studies/${STUDY}/subjects?limit=1`)
    subjid = listSchema.parse(await list.json()).subjects[0]?.subjid ?? ''
    await page.goto(`/studies/${STUDY}/subjects/${subjid}`)
    await page.getByRole('link', { name: 'Casebook', exact: true }).click()
    await page.getByRole('button', { name: 'Make the copy' }).click()
    await page.getByRole('button', { name: 'Print or save as PDF' }).waitFor()
    await page.screenshot({ path: path.join(PICTURES, 'filled-1440.png') })
    const { sheets, around } = await onPaper(page)
    expect(around).toBe('')
    expect(sheets).toBeGreaterThan(8)
    const pages = await printed(page, 'filled')
    expect(pages.length).toBeGreaterThan(sheets)
    pages.forEach(({ text }, at) => {
      expect(text).toContain(`Study: ${STUDY}Subject: ${subjid}Form: `)
      expect(text).toMatch(
        /Version of the forms: 1 \(.*\)Printed: \d{4}-\d\d-\d\d \d\d:\d\d UTC\+8/,
      )
      expect(text).toContain(`${at + 1} / ${pages.length}`)
    })
    const whole = pages.map(({ text }) => text).join('')
    for (const value of await valuesOf(page)) expect(whole).toContain(value)
    await back(page)
    await page.setViewportSize({ width: 800, height: 900 })
    expect(await overflowFaults(page)).toEqual([])
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: '中文' }).click()
    await page.getByRole('button', { name: '打印或另存为 PDF' }).waitFor()
    await page.screenshot({ path: path.join(PICTURES, 'filled-zh-800.png') })
    const chinese = await printed(page, 'filled-zh')
    expect(chinese.every(({ text }) => text.includes(`受试者: ${subjid}`))).toBe(true)
    await page.getByRole('button', { name: 'English' }).click()
    expect(faults).toEqual([])
    const trail = await page.request.get(`/api/studies/${STUDY}/audit?act=subject.export`)
    expect(await trail.json()).toMatchObject({ entries: [{ subjid, username: 'nurse' }] })
  })

  it('BK-06: prints the blank and the annotated forms, wide tables on turned pages', async () => {
    const { page, faults } = await served.open('nurse', `/studies/${STUDY}`)
    await page.getByRole('link', { name: 'Blank casebook' }).click()
    await page.getByRole('heading', { level: 2, name: 'Vital signs' }).waitFor()
    const blank = await onPaper(page)
    expect(blank.around).toBe('')
    const pages = await printed(page, 'blank')
    expect(pages.length).toBeGreaterThanOrEqual(blank.sheets)
    expect(new Set(pages.map(({ turned }) => turned))).toEqual(new Set([true, false]))
    for (const { text } of pages) expect(text).toMatch(/Form: .*Printed: .*Site:Subject:/)
    await back(page)
    await page.getByLabel('Kind of casebook').selectOption('annotated')
    await page.getByText('VSORRES when VSTESTCD = PULSE').first().waitFor()
    await page.screenshot({ path: path.join(PICTURES, 'annotated-1440.png') })
    expect((await onPaper(page)).sheets).toBe(blank.sheets)
    const annotated = (await printed(page, 'annotated')).map(({ text }) => text).join('')
    for (const variable of ['VSORRES when VSTESTCD = PULSE', 'LBTESTCD', 'AETERM', 'DSDECOD']) {
      expect(annotated).toContain(variable)
    }
    await back(page)
    await page.setViewportSize({ width: 800, height: 900 })
    expect(await overflowFaults(page)).toEqual([])
    expect(await accessibilityFaults(page)).toEqual([])
    await page.screenshot({ path: path.join(PICTURES, 'annotated-800.png') })
    expect(faults).toEqual([])
  })
})
