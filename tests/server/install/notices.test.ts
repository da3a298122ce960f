import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { licenceFaults, noticesOf, packagePlace, packagesAt } from '../../../bin/notices.mjs'

const LONG = `Copyright 2020 Somebody\nPermission is granted. ${'And so on. '.repeat(50)}`.trim()

describe('the licences of packages within a build', () => {
  let root: string
  const lay = (name: string, licence: string, files: Readonly<Record<string, string>>): string => {
    const folder = path.join(root, 'node_modules', name)
    mkdirSync(folder, { recursive: true })
    const manifest = { name, version: '1.0.0', license: licence, author: 'A. Holder' }
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest))
    for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text)
    return folder
  }
  beforeAll(() => {
    root = mkdtempSync(path.join(tmpdir(), 'hepatrial-notices-'))
  })
  afterAll(() => {
    rmSync(root, { recursive: true })
  })

  it('are handed on with their texts, each package once, by name', () => {
    const b = lay('b', 'MIT', { LICENSE: LONG })
    const a = lay('@some/a', 'ISC', { 'README.md': '# A\n## License\nISC, as it says.' })
    const packages = packagesAt([b, a, b])
    expect(licenceFaults(packages, 'client')).toEqual([])
    const text = noticesOf(packages)
    expect(text.indexOf('@some/a 1.0.0 (ISC)')).toBeLessThan(text.indexOf('b 1.0.0 (MIT)'))
    expect(text.match(/b 1\.0\.0/g)).toHaveLength(1)
    expect(text).toContain('ISC, as it says.')
    expect(text).toContain(LONG)
  })

  it('have the words of the same licence where a package lacks them, without their holder', () => {
    const [, textless] = packagesAt([lay('c', 'MIT', { LICENSE: LONG }), lay('d', 'MIT', {})])
    expect(textless?.texts.join()).toContain('Permission is granted.')
    expect(textless?.texts.join()).not.toContain('Somebody')
  })

  it('are refused where they ask for more than their notice, or have no text', () => {
    const packages = packagesAt([lay('e', 'GPL-3.0-only', { COPYING: LONG }), lay('f', 'ISC', {})])
    expect(licenceFaults(packages, 'client')).toEqual([
      'e has the licence GPL-3.0-only: it cannot be within the client.',
      'No text of the licence of f was found.',
    ])
  })

  it.each([
    ['/x/node_modules/zod/v4/core.js', '/x/node_modules/zod'],
    ['node_modules/a/node_modules/@b/c/d.js', 'node_modules/a/node_modules/@b/c'],
    ['client/main.tsx', undefined],
  ])('belong to the folder of a package: %s', (file, place) => {
    expect(packagePlace(file)).toBe(place)
  })
})
