import { afterEach, describe, expect, it, vi } from 'vitest'
import { takeFile } from '../../client/kit/take-file.ts'
import { downloadReportFile } from '../../shared/api/routes/report.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('a file that is fetched', () => {
  it.each([
    ['attachment; filename=report-zh.pdf', 'report-zh.pdf'],
    ['attachment; filename="two words.pdf"', 'two words.pdf'],
    ['attachment', 'file'],
  ])('has the name that the answer gives it: %s', async (disposition, name) => {
    const headers = { 'content-disposition': disposition }
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('bytes', { headers })))
    vi.stubGlobal('URL', { createObjectURL: () => 'blob:1', revokeObjectURL: () => undefined })
    const params = { study: 's', file: 'report-zh.pdf' }
    expect(await takeFile(downloadReportFile, { params })).toBe(name)
  })
})
