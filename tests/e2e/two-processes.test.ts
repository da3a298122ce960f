import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hepatrial, startServer, type BuiltServer } from './support/built-server.ts'
import { openPage, type WatchedPage } from './support/chromium.ts'
import { type, untilSaved } from './support/filling.ts'
import { serveImportedStudy, type ImportedStudy } from './support/imported-study.ts'
import { openRoundRobin, type RoundRobin } from './support/round-robin.ts'
import { signIn } from './support/signing-in.ts'

const STUDY = 'E2E-PROCESSES'
const SUBJECT = `/studies/${STUDY}/subjects/1001`
const SERVER = process.env['E2E_DATABASE_URL'] ?? process.env['TEST_DATABASE_URL']

/** Two processes need a database server: that of the tests. */
describe.skipIf(SERVER === undefined)('two processes of one database behind a proxy', () => {
  const before = process.env['E2E_DATABASE_URL']
  let served: ImportedStudy
  let first: BuiltServer
  let second: BuiltServer
  let proxy: RoundRobin
  let nurse: WatchedPage

  beforeAll(async () => {
    process.env['E2E_DATABASE_URL'] = SERVER
    served = await serveImportedStudy(STUDY, ['nurse'])
    first = served.server
    second = await startServer(first.dataDir)
    const known = await served.open('nurse', '/')
    await known.page.context().close()
    proxy = await openRoundRobin([first.url, second.url])
    nurse = await openPage(served.browser, proxy.url)
  })
  afterAll(async () => {
    await proxy.close()
    await second.end()
    await served.close()
    if (before === undefined) delete process.env['E2E_DATABASE_URL']
  })

  it('are one server to a person whose requests go to each in turn', async () => {
    const { page, faults } = nurse
    await signIn(page, served.credentials('nurse'), `${SUBJECT}/visits/W16`)
    const box = page.getByLabel('Date of visit', { exact: true })
    await box.waitFor()
    await box.fill('')
    await type(page, 'Date of visit', '20231129')
    await page.getByRole('combobox', { name: 'Reason for the change *' }).fill('Entry error')
    await box.press('Control+s')
    await untilSaved(page)
    await page.reload()
    await box.waitFor()
    expect(await box.inputValue()).toBe('2023-11-29')
    expect(faults).toEqual([])
  })

  /** Saves a new event until it is answered: what breaks off is sent again under its key. */
  const save = async (term: string): Promise<number> => {
    const [cookie] = await nurse.page.context().cookies()
    const values = { items: { AETERM: term, AESTDAT: '2023-11-20' }, rows: [] }
    for (let tries = 0; tries < 20; tries += 1) {
      const answer = await fetch(`${proxy.url}/api${SUBJECT}/records`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Cookie: `${cookie?.name ?? ''}=${cookie?.value ?? ''}`,
          'Idempotency-Key': `key-of-${term.replaceAll(' ', '-')}`,
        },
        body: JSON.stringify({ form: 'adverse-events', visit: null, values }),
      }).catch(() => null)
      if (answer !== null && answer.status < 500) return answer.status
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`${term} was never answered.`)
  }
  const saveWhile = async (name: string, meanwhile: () => Promise<void>): Promise<void> => {
    const terms = Array.from({ length: 30 }, (_, n) => `${name} ${n}`)
    const saving = terms.map(async (term, n) => {
      await new Promise((resolve) => setTimeout(resolve, n * 15))
      return save(term)
    })
    await new Promise((resolve) => setTimeout(resolve, 150))
    await meanwhile()
    expect(new Set(await Promise.all(saving))).toEqual(new Set([201]))
    const [cookie] = await nurse.page.context().cookies()
    const page = await fetch(`${proxy.url}/api${SUBJECT}`, {
      headers: { Cookie: `${cookie?.name ?? ''}=${cookie?.value ?? ''}` },
    })
    const text = await page.text()
    for (const term of terms) expect(text.split(`"AETERM":"${term}"`), term).toHaveLength(2)
  }

  it('lose nothing when one of them ends, or is killed: the other goes on', async () => {
    await saveWhile('Ended', () => second.end('SIGTERM'))
    second = await startServer(first.dataDir)
    proxy.targets = [first.url, second.url]
    await saveWhile('Killed', () => second.end('SIGKILL'))
    const checked = await hepatrial('verify', '--data', first.dataDir)
    expect(checked).toContain(': 0 faults')
  })

  it('leave a page as it is for whoever works there meanwhile', async () => {
    const { page } = nurse
    await page.reload()
    await page.getByRole('heading', { level: 1, name: '1001' }).waitFor()
    const box = page.getByLabel('Date of visit', { exact: true })
    expect(await box.inputValue()).toBe('2023-11-29')
  })
})
