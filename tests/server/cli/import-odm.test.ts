import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { hepatrial, temporaryFolder } from './run-hepatrial.ts'

const FOREIGN = path.resolve('tests/server/odm/foreign-one.xml')

it('makes a definition of an ODM file, and tells line by line what did not come over', async () => {
  const out = path.join(temporaryFolder(), 'definition.json')
  const done = await hepatrial('protocol', 'import-odm', FOREIGN, '--out', out)
  expect(done.code, done.err).toBe(0)
  const lines = done.out.trim().split('\n')
  expect(lines).toHaveLength(21)
  expect(lines).toContain(
    `${FOREIGN}:42:1: Not taken over: ItemRef I_AGE: The rule M_AGE that computes the value cannot be read: the value is typed in.`,
  )
  const checked = await hepatrial('protocol', 'check', out)
  expect(checked).toMatchObject({ code: 0, out: `${out}: no faults.\n` })
})

it('adds to a built-in protocol, and reads a file in the encoding that it declares', async () => {
  const folder = temporaryFolder()
  const out = path.join(folder, 'definition.json')
  const file = path.join(folder, 'gbk.xml')
  const text = readFileSync(FOREIGN, 'utf8').replace('encoding="UTF-8"', 'encoding="GB18030"')
  // The two bytes of each character of the title, as the Chinese encoding has them.
  const [before = '', after = ''] = text.replaceAll(/[男女是否妊娠]/g, '').split('人口学资料')
  const title = Buffer.from('c8cbbfdad1a7d7cac1cf', 'hex')
  writeFileSync(file, Buffer.concat([Buffer.from(before), title, Buffer.from(after)]))
  const done = await hepatrial(
    'protocol',
    'import-odm',
    file,
    '--out',
    out,
    '--protocol',
    'tace-systemic',
  )
  expect(done.code, done.err).toBe(0)
  const { key, forms } = JSON.parse(readFileSync(out, 'utf8')) as {
    key: string
    forms: { key: string; title: { zh: string } }[]
  }
  expect(key).toBe('tace-systemic')
  expect(forms.find((form) => form.key === 'dm')?.title.zh).toBe('人口学资料')
})

it('writes nothing for a file that is none, and says where and why', async () => {
  const folder = temporaryFolder()
  const out = path.join(folder, 'definition.json')
  const file = path.join(folder, 'bomb.xml')
  writeFileSync(file, '<?xml version="1.0"?>\n<!DOCTYPE ODM [<!ENTITY a "a">]>\n<ODM>&a;</ODM>')
  const refused = await hepatrial('protocol', 'import-odm', file, '--out', out)
  expect(refused.code).toBe(1)
  expect(refused.err).toContain(`${file}:2:`)
  expect(refused.err).toContain('document type declaration')
  expect(existsSync(out)).toBe(false)
  expect((await hepatrial('protocol', 'import-odm', file)).code).toBe(2)
  expect(
    (await hepatrial('protocol', 'import-odm', path.join(folder, 'none.xml'), '--out', out)).code,
  ).toBe(1)
})
