import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { GOLDEN_TRIALS, hepatrial, temporaryFolder } from './run-hepatrial.ts'

const definition = z.looseObject({
  key: z.string(),
  endpoints: z.array(z.looseObject({ id: z.string(), criteria: z.string().nullable() })),
  dataDictionary: z.array(
    z.looseObject({ file: z.string(), item: z.string(), labelZh: z.string() }),
  ),
})

describe('wrong usage ends with 2 and prints no result', () => {
  it.each([
    [['nonsense'], 'no command'],
    [['analyse', '--json'], '--study'],
    [['analyse', '--study', 'A', '--cutoff', '2024-02-30'], 'cutoff'],
    [['analyse', '--study', 'A', '--source', 'both'], 'investigator or derived'],
    [['import', '--study', 'A'], '--protocol'],
    [['import', '--study', 'A', '--protocol', 'unknown', '--from', '.'], 'unknown'],
    [['export', '--study', 'A', '--format', 'sdtm', '--out', '.', '--language', 'fr'], 'en or zh'],
    [['export', '--study', 'A', '--format', 'docx', '--out', '.'], 'no format'],
    [['backup'], '--to'],
    [['restore', '--drill'], '--from'],
    [['serve', '--port', 'abc'], 'port'],
    [['account', 'paint', 'somebody'], 'Usage'],
    [['verify', '--sideways'], 'sideways'],
  ])('%s', async (args, says) => {
    const { code, out, err } = await hepatrial(...args)
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toContain(says)
  })
})

describe('a command about what is there', () => {
  it.each([
    [['account', 'list']],
    [['account', 'lock', 'li.na']],
    [['analyse', '--study', 'A']],
    [['export', '--study', 'A', '--format', 'csv', '--out', '.']],
    [['archive', '--study', 'A', '--site', '01', '--out', 'a.zip']],
  ])('%s: is refused where there is no installation, and makes none', async (args) => {
    const data = path.join(temporaryFolder(), 'data')
    const { code, out, err } = await hepatrial(...args, '--data', data)
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain(`no installation in ${data}`)
    expect(existsSync(data)).toBe(false)
  })
})

describe('protocol', () => {
  it('lists the five built-in definitions', async () => {
    const { code, out } = await hepatrial('protocol', 'list')
    expect(code).toBe(0)
    expect(out.trim().split('\n')).toHaveLength(5)
  })

  it('prints a definition with its data dictionary, and finds no fault in what it printed', async () => {
    const { out } = await hepatrial('protocol', 'export', 'tace-systemic')
    const printed = definition.parse(JSON.parse(out))
    expect(printed.key).toBe('tace-systemic')
    expect(printed.dataDictionary.some((row) => row.item === 'VDIAM' && row.labelZh !== '')).toBe(
      true,
    )
    const file = path.join(temporaryFolder(), 'own.json')
    writeFileSync(file, out)
    const checked = await hepatrial('protocol', 'check', file)
    expect(checked.err).toBe('')
    expect(checked.code).toBe(0)
  })

  it('names each fault of a faulty definition, and where it stands', async () => {
    const printed = definition.parse(
      JSON.parse((await hepatrial('protocol', 'export', 'tace-systemic')).out),
    )
    const [first, second, ...rest] = printed.endpoints
    const broken = {
      ...printed,
      endpoints: [{ ...first, criteria: 'Cheson' }, { ...second, id: first?.id }, ...rest],
    }
    const file = path.join(temporaryFolder(), 'broken.json')
    writeFileSync(file, JSON.stringify(broken))
    const { code, err } = await hepatrial('protocol', 'check', file)
    expect(code).toBe(1)
    expect(err).toContain('/endpoints/0/criteria')
    expect(err).toContain('Cheson')
    expect(err).toContain('/endpoints/1')
    for (const line of err.trim().split('\n')) expect(line).not.toMatch(/definition\.\w+$/)
  })

  it('says that a file is no JSON', async () => {
    const file = path.join(temporaryFolder(), 'text.json')
    writeFileSync(file, 'no json')
    const { code, err } = await hepatrial('protocol', 'check', file)
    expect(code).toBe(1)
    expect(err).toContain(`${file}:1:1: `)
  })
})

describe('account', () => {
  it('adds an account with a first password, lists, locks, unlocks and resets it', async () => {
    const data = ['--data', path.join(temporaryFolder(), 'data')]
    const added = await hepatrial(
      'account',
      'add',
      'ward.admin',
      '--role',
      'administrator',
      ...data,
    )
    expect(added.code).toBe(0)
    const [username, password] = added.out.trim().split('\t')
    expect(username).toBe('ward.admin')
    expect(password?.length).toBeGreaterThanOrEqual(12)
    expect((await hepatrial('account', 'list', ...data)).out).toContain(
      'administrator@installation',
    )
    expect((await hepatrial('account', 'lock', 'ward.admin', ...data)).out).toContain('locked')
    expect((await hepatrial('account', 'unlock', 'ward.admin', ...data)).out).toContain('open')
    const granted = await hepatrial('account', 'grant', 'ward.admin', ...data)
    expect(granted.code).toBe(2)
    expect(granted.err).toContain('--role')
    const twice = ['grant', 'ward.admin', '--role', 'administrator', ...data]
    expect((await hepatrial('account', ...twice)).out).toContain('administrator')
    const reset = await hepatrial('account', 'reset', 'ward.admin', ...data)
    expect(reset.out.trim().split('\t')[1]).not.toBe(password)
    expect((await hepatrial('account', 'add', 'ward.admin', ...data)).code).toBe(1)
    expect((await hepatrial('account', 'lock', 'nobody', ...data)).code).toBe(1)
    const homeless = ['add', 'no.study', '--role', 'coordinator', ...data]
    expect((await hepatrial('account', ...homeless)).code).toBe(2)
    expect((await hepatrial('account', ...homeless, '--study', 'none')).code).toBe(1)
    expect((await hepatrial('account', 'list', ...data)).out).not.toContain('no.study')
  })
})

describe('demo', () => {
  it('loads a study for each protocol that can be analysed, once', async () => {
    const data = ['--data', path.join(temporaryFolder(), 'data')]
    const loaded = await hepatrial('demo', ...data)
    expect(loaded.code).toBe(0)
    const studies = loaded.out.split('\n').filter((line) => line.startsWith('study\t'))
    expect(studies).toHaveLength(5)
    const analysed = await hepatrial('analyse', '--study', 'demo-lenvatinib-toripalimab', ...data)
    expect(analysed.code).toBe(0)
    expect(analysed.out).toContain('ORR')
    expect((await hepatrial('demo', ...data)).code).toBe(1)
  }, 120_000)

  it('takes up a load that was cut short, and stays out of an installation in use', async () => {
    const data = ['--data', path.join(temporaryFolder(), 'data')]
    const trial = path.join(GOLDEN_TRIALS, 'regorafenib-pd1')
    const from = ['--protocol', 'regorafenib-pd1', '--from', trial, ...data]
    await hepatrial('import', '--study', 'demo-regorafenib-pd1', ...from)
    await hepatrial('account', 'add', 'demo-monitor', ...data)
    const loaded = await hepatrial('demo', ...data)
    expect(loaded.err).not.toContain('demo-regorafenib-pd1')
    expect(loaded.out).toContain('demo-monitor\tmonitor\t')
    expect((await hepatrial('account', 'list', ...data)).out).toContain(
      'monitor@demo-regorafenib-pd1',
    )
    const own = ['--data', path.join(temporaryFolder(), 'data')]
    await hepatrial('import', '--study', 'OWN', ...from.slice(0, 4), ...own)
    expect((await hepatrial('demo', ...own)).code).toBe(1)
  }, 120_000)
})
