import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../../server/package-root.ts'
import { openPage } from './support/chromium.ts'
import { untilSaved } from './support/filling.ts'
import { serveImportedStudy, type ImportedStudy } from './support/imported-study.ts'
import { enter, signIn } from './support/signing-in.ts'

const STUDY = 'E2E-SESSION'
const VISIT = `/studies/${STUDY}/subjects/1001/visits/UNS-2026-01-05`

let served: ImportedStudy

beforeAll(async () => {
  served = await serveImportedStudy(STUDY, ['nurse'])
})

afterAll(async () => {
  await served.close()
})

describe('the built client', () => {
  it('is the one for work, not the one that its makers look into', () => {
    const folder = path.join(packageRoot(), 'dist', 'client', 'assets')
    const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'))
    expect(scripts.length).toBeGreaterThan(20)
    const forMakers = scripts.filter((name) =>
      readFileSync(path.join(folder, name), 'utf8').includes('React DevTools'),
    )
    expect(forMakers).toEqual([])
  })
})

describe('a session', () => {
  it('begins at a sign-in page without any error, the first box ready to type in', async () => {
    const { page, faults } = await openPage(served.browser, served.server.url)
    await page.goto('/')
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    const box = page.getByLabel('User name')
    expect(await box.evaluate((it) => it === document.activeElement)).toBe(true)
    expect(faults).toEqual([])
    await page.context().close()
  })

  it('is refused in words for a wrong password, and then begins for the right one', async () => {
    const first = await served.open('nurse', '/')
    await first.page.context().close()
    const { page, faults } = await openPage(served.browser, served.server.url)
    await page.goto(VISIT)
    await enter(page, { username: 'nurse', password: 'not the password' })
    await page.getByRole('alert').filter({ hasText: 'User name or password is wrong' }).waitFor()
    expect(faults.filter((fault) => !fault.includes('401'))).toEqual([])
    await enter(page, served.credentials('nurse'))
    await page.getByRole('heading', { level: 1, name: '1001' }).waitFor()
    expect(new URL(page.url()).pathname).toBe(VISIT)
    await page.context().close()
  })

  it('that ended in another tab asks to sign in, and keeps address and typing', async () => {
    const { page, faults } = await served.open('nurse', VISIT)
    await page.getByLabel('Date of visit', { exact: true }).fill('20260105')
    await page.keyboard.press('Tab')
    const other = await page.context().newPage()
    await other.goto('/')
    await other.getByRole('button', { name: 'Sign out' }).click()
    await other.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await page.getByLabel('Date of visit', { exact: true }).press('Control+s')
    await page.getByText('Your session has ended. Sign in again to go on where you were').waitFor()
    expect(new URL(page.url()).pathname).toBe(VISIT)
    expect(faults.filter((fault) => !fault.includes('401'))).toEqual([])
    await enter(page, served.credentials('nurse'))
    const box = page.getByLabel('Date of visit', { exact: true })
    await box.waitFor()
    expect(await box.inputValue()).toBe('2026-01-05')
    await box.press('Control+s')
    await untilSaved(page)
    await page.getByRole('link', { name: 'History (version 1)' }).waitFor()
    await page.context().close()
  })

  it('shows nothing of the study once it is signed out', async () => {
    const { page } = await openPage(served.browser, served.server.url)
    await signIn(page, served.credentials('nurse'), VISIT)
    await page.getByRole('heading', { level: 1, name: '1001' }).waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    expect(await page.getByText('1001').count()).toBe(0)
    await page.context().close()
  })
})
