import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { TestBanner } from '../../client/kit/test-mark.tsx'
import { NewStudy } from '../../client/manage-study/new-study.tsx'
import { EntrancePage } from '../../client/sign-in/entrance-page.tsx'
import {
  markedName,
  markSentence,
  markWords,
  testMarkOf,
  type Environment,
} from '../../shared/environment/test-mark.ts'
import { protocols } from '../../shared/protocol/registry.ts'
import { TEXTS } from '../../shared/texts/both.ts'
import { draw } from './rendering.tsx'
import { STUDY } from './subject-server.ts'

const PATIENCE = { timeout: 5_000 }
const definition = protocols.get('tace-systemic')

/** What was sent, from an installation and a study of these kinds. */
function serve(installation: Environment, study: Environment = 'production'): object[] {
  const sent: object[] = []
  const answers = (url: string, init: RequestInit = {}): Promise<Response> => {
    if (init.method?.toUpperCase() === 'POST') sent.push(JSON.parse(init.body as string) as object)
    const protocol = { key: definition.key, title: definition.title }
    const answer = url.endsWith('/setup')
      ? { administratorNeeded: false, empty: false, environment: installation, contact: '' }
      : url.endsWith('/protocols')
        ? { protocols: [protocol] }
        : url.endsWith('/studies')
          ? { studies: [{ ...STUDY, environment: study }] }
          : null
    // A central reader may not read the definition of a study, and is shown its mark all the same.
    return Promise.resolve(Response.json(answer, { status: answer === null ? 404 : 200 }))
  }
  vi.stubGlobal('fetch', vi.fn(answers))
  return sent
}

const box = (name: string): HTMLElement =>
  screen.getByLabelText(name, { selector: 'input, select' })

// A few of the hundreds of zones that a browser knows: jsdom works out the role of each one.
beforeAll(() => {
  vi.spyOn(Intl, 'supportedValuesOf').mockReturnValue(['Asia/Shanghai'])
})
afterAll(() => {
  vi.restoreAllMocks()
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the mark of test data', () => {
  it('VA-06: is of a test study anywhere, and of everything in a test installation', () => {
    expect(testMarkOf('production', 'production')).toBeNull()
    expect(testMarkOf('production', null)).toBeNull()
    expect(testMarkOf('production', 'test')).toBe('study')
    expect(testMarkOf('test', 'test')).toBe('study')
    expect(testMarkOf('test', 'production')).toBe('copy')
    expect(testMarkOf('test', null)).toBe('installation')
    expect(markedName('study', 'a.pdf')).toBe('TEST-a.pdf')
    expect(markedName('copy', 'TEST-a.pdf')).toBe('TEST-a.pdf')
    expect(markedName(null, 'a.pdf')).toBe('a.pdf')
  })

  it('VA-06: its words are those of the texts, its sentence is set as each language sets it', () => {
    expect(markWords()).toBe(`${TEXTS.en['mark.test']} · ${TEXTS.zh['mark.test']}`)
    expect(markSentence('study', 'en')).toMatch(/^TEST DATA: a test study/)
    expect(markSentence('study', 'zh')).toMatch(/^测试数据：测试研究/)
  })

  it.each([
    ['production', 'test', 'en', 'TEST DATA', /a test study/],
    ['production', 'test', 'zh', '测试数据', /测试研究/],
    ['test', 'production', 'en', 'TEST DATA', /a copy of this study/],
  ] as const)(
    'VA-06: in a %s installation a page of a %s study says in %s: %s',
    async (...said) => {
      const [installation, study, language, words, meaning] = said
      serve(installation, study)
      await draw(<TestBanner study="s" />, language)
      expect((await screen.findByRole('note', {}, PATIENCE)).textContent).toContain(words)
      expect(await screen.findByText(meaning, {}, PATIENCE)).toBeTruthy()
      // On paper it stands at the head of every sheet, in both languages.
      expect(document.documentElement.textContent).toContain("content: 'TEST DATA · 测试数据'")
    },
  )

  it('VA-06: stands on the page for signing in of a test installation, and on no page of production', async () => {
    serve('test')
    await draw(<EntrancePage title="Sign in">{null}</EntrancePage>)
    expect((await screen.findByRole('note', {}, PATIENCE)).textContent).toContain(
      'a test installation',
    )
    cleanup()
    serve('production')
    await draw(<TestBanner study="s" />)
    await waitFor(() => {
      expect(vi.mocked(fetch)).toHaveBeenCalledTimes(2)
    })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(screen.queryByRole('note')).toBeNull()
  })

  it('VA-06: a new study is one for production unless a test study is chosen', async () => {
    const sent = serve('production')
    await draw(<NewStudy />)
    await screen.findByLabelText('Study code *', {}, PATIENCE)
    expect(screen.getByLabelText<HTMLInputElement>(/: production$/).checked).toBe(true)
    fireEvent.click(screen.getByLabelText(/: test$/))
    fireEvent.click(box('Protocol *'))
    fireEvent.click(await screen.findByText(definition.title.en))
    for (const [name, value] of [
      ['Study code *', 'NEW-1'],
      ['Code', 'S1'],
      ['Name', 'First Hospital'],
    ] as const) {
      fireEvent.change(box(name), { target: { value } })
    }
    fireEvent.click(screen.getByText('Open the study', { selector: 'button *' }))
    await waitFor(() => {
      expect(sent).toMatchObject([{ id: 'NEW-1', environment: 'test' }])
    }, PATIENCE)
  })

  it('VA-06: on a test installation there is no other choice, and the page says so', async () => {
    serve('test')
    await draw(<NewStudy />)
    await screen.findByText(/every study opened on it is a test study/, {}, PATIENCE)
    expect(screen.queryByLabelText(/: production$/)).toBeNull()
  })
})
