import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { brokenPackages, packageProbes } from '../../../server/needed-packages/service.ts'
import { packageRoot } from '../../../server/package-root.ts'
import { tryPackages } from '../../../server/qualification/checks/modules.ts'
import { checkPackages } from '../../../server/qualification/checks/packages.ts'
import { same } from '../../../server/qualification/define.ts'
import { temporaryFolder } from '../cli/run-hepatrial.ts'

describe('the packages of others', () => {
  it('VA-05: have the versions that the product was built with; another or none is named', () => {
    const root = temporaryFolder()
    const built = path.join(root, 'dist')
    const place = (at: string, content: object) => {
      mkdirSync(path.dirname(path.join(root, at)), { recursive: true })
      writeFileSync(path.join(root, at), JSON.stringify(content))
    }
    const wrong = () => {
      const found = checkPackages(built, 'mars-x9')
      if (!('lines' in found)) throw new Error('not applicable')
      const lines = found.lines.filter(({ state }) => state === 'wrong')
      return lines.map(({ label, found: is, expected }) => [label.en, is.en, expected?.en])
    }
    const list = path.join(built, 'server', 'packages.json')
    expect(wrong()).toEqual([['List of the build', 'missing', list]])
    const beside = ['a', '@of/b', 'c'].map((name) => ({ name, version: '1.2.3' }))
    place('dist/server/packages.json', { within: [{}, {}], beside, needed: [] })
    place('node_modules/a/package.json', { version: '1.2.3' })
    place('node_modules/@of/b/package.json', { version: '1.3.0' })
    const toDo: unknown = expect.stringMatching(
      /^1\.2\.3\. To do: lay here .* or install the product again/,
    )
    expect(wrong()).toEqual([
      ['@of/b', '1.3.0', toDo],
      ['c', 'missing', toDo],
    ])
    place('node_modules/@of/b/package.json', { version: '1.2.3' })
    place('node_modules/c/package.json', { version: '1.2.3' })
    const own = (name: string, by: string, system = false) => ({
      ...{ name, version: '3.0.0', by, system },
    })
    const needed = [
      ...[own('d', 'a@1.2.3'), own('e', 'd@3.0.0'), own('lost', 'c@1.2.3')],
      ...[own('after-lost', 'lost@3.0.0')],
      ...[own('b-mars-x9-gnu', '@of/b@1.2.3', true), own('b-mars-x9-musl', '@of/b@1.2.3', true)],
      ...[own('b-venus-x9', '@of/b@1.2.3', true)],
    ]
    place('dist/server/packages.json', { within: [], beside, needed })
    // One that lies below the package that asks for it, as npm lays a second version of a package.
    place('node_modules/a/node_modules/d/package.json', { version: '3.0.0' })
    place('node_modules/e/package.json', { version: '3.0.1' })
    const expected = (text: string) => expect.stringContaining(`${text}. To do: `) as unknown
    expect(wrong()).toEqual([
      ['e', '3.0.1', expected('3.0.0')],
      ['lost', 'missing', expected('3.0.0')],
      [
        ...['Binary of @of/b@1.2.3 for mars-x9', 'missing'],
        expected('b-mars-x9-gnu@3.0.0 / b-mars-x9-musl@3.0.0'),
      ],
    ])
    place('node_modules/b-mars-x9-musl/package.json', { version: '2.0.0' })
    expect(wrong().at(-1)).toEqual(['b-mars-x9-musl', '2.0.0', expected('3.0.0')])
    place('node_modules/b-mars-x9-musl/package.json', { version: '3.0.0' })
    expect(wrong()).toHaveLength(2)
    expect(checkPackages(null)).toHaveProperty('notApplicable')
  })

  it('VA-05: do a small task each; one that cannot is named in both languages with what to do', async () => {
    const base = { label: same('For a test'), task: { en: 'adds two and two', zh: '二加二' } }
    const probes = [
      { ...base, name: 'good', works: () => Promise.resolve(true) },
      { ...base, name: 'false', works: () => Promise.resolve(false) },
      {
        ...{ ...base, name: 'gone' },
        works: () =>
          Promise.reject(new Error("Cannot find package 'gone'\nRequire stack:\n- main.js")),
      },
    ]
    const lines = await brokenPackages(probes)
    expect(lines).toEqual([
      expect.stringMatching(
        /^false gives wrong results\. Required: adds two and two\. To do: lay here/,
      ),
      expect.stringMatching(/^false 结果错误。要求：二加二。处理：请/),
      expect.stringMatching(/^gone does not load: Cannot find package 'gone'\. Required: /),
      expect.stringMatching(/^gone 无法加载：Cannot find package 'gone'。要求：二加二。处理：请/),
    ])
    const found = await tryPackages(probes)
    if (!('lines' in found)) throw new Error('not applicable')
    expect(found.lines.map(({ state }) => state)).toEqual(['fact', 'right', 'wrong', 'wrong'])
    expect(found.lines[3]?.found.en).toMatch(/^gone does not load: .*To do: lay here/)
    expect(found.lines[3]?.found.zh).toMatch(/^gone 无法加载：.*处理：请/)
  })

  it('VA-05: every package that the build leaves beside the server has its task', () => {
    const build = readFileSync(path.join(packageRoot(), 'bin/build-server.mjs'), 'utf8')
    const [, listed = ''] = /const BESIDE = \[([^\]]*)\]/.exec(build) ?? []
    const beside = [...listed.matchAll(/'([^']+)'/g)].map(([, name]) => name)
    expect(beside.length).toBeGreaterThan(0)
    expect(packageProbes.map(({ name }) => name).sort()).toEqual(beside.sort())
  })

  it('VA-05: a command finds one that does not load before anything needs it, and ends with 1', async () => {
    vi.resetModules()
    vi.doMock('@node-rs/argon2', () => {
      throw new Error('no binary of this system')
    })
    onTestFinished(() => {
      vi.doUnmock('@node-rs/argon2')
      vi.resetModules()
    })
    const { runCli } = await import('../../../server/cli/run.ts')
    let said = ''
    const streams = { out: () => undefined, err: (text: string) => void (said += text) }
    const to = path.join(temporaryFolder(), 'report')
    expect(await runCli(['qualify', '--to', to, '--new'], streams)).toBe(1)
    expect(said).toMatch(
      /^@node-rs\/argon2 does not load: .*\n@node-rs\/argon2 无法加载：.*\nThe product is not installed as it was built\..*\n产品的安装与构建不一致。.*\n$/,
    )
    expect(existsSync(to)).toBe(false)
  })
})
