import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import { fontFiles } from '../font-files.ts'

/** A package that stays beside the built server, and a small task that shows that it works here. */
export interface PackageProbe {
  readonly name: string
  /** What it is for. */
  readonly label: Bilingual
  /** What is asked of it. */
  readonly task: Bilingual
  /** Does it. Throws where the package is missing, or its binary is not of this machine. */
  readonly works: () => Promise<boolean>
}

/** Each is loaded when it is asked: one that is missing may not keep the others from being looked at. */
export const packageProbes: readonly PackageProbe[] = [
  {
    name: 'better-sqlite3',
    label: { en: 'Embedded database', zh: '内嵌数据库' },
    task: { en: 'opens a database in memory and computes in it', zh: '打开内存数据库并完成计算' },
    async works(): Promise<boolean> {
      const { default: Sqlite } = await import('better-sqlite3')
      const db = new Sqlite(':memory:')
      const found = db.prepare('select 6 * 7 as answer').pluck().get()
      db.close()
      return found === 42
    },
  },
  {
    name: '@node-rs/argon2',
    label: { en: 'Hashing of passwords', zh: '密码散列' },
    task: { en: 'hashes a password and knows it again', zh: '对密码进行散列并能再次识别' },
    async works(): Promise<boolean> {
      const { hash, verify } = await import('@node-rs/argon2')
      const sealed = await hash('a password')
      return (await verify(sealed, 'a password')) && !(await verify(sealed, 'another'))
    },
  },
  {
    name: '@resvg/resvg-js',
    label: { en: 'Drawing of figures', zh: '图形绘制' },
    task: { en: 'draws a dot', zh: '绘制一个点' },
    async works(): Promise<boolean> {
      const { Resvg } = await import('@resvg/resvg-js')
      const dot = '<rect width="4" height="4" fill="#000"/>'
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4">${dot}</svg>`
      const { width, height, pixels } = new Resvg(svg).render()
      return width === 8 && height === 4 && pixels[3] === 255 && pixels[4 * 7 + 3] === 0
    },
  },
  {
    name: '@expo-google-fonts/noto-sans-sc',
    label: { en: 'Fonts of documents', zh: '文档字体' },
    task: { en: 'has the files of both weights', zh: '具备两种字重的字体文件' },
    works(): Promise<boolean> {
      const begins = fontFiles().map((file) => readFileSync(file).readUInt32BE(0))
      return Promise.resolve(begins.every((begin) => begin === TRUE_TYPE))
    },
  },
  {
    name: 'pdfkit',
    label: { en: 'Setting of documents', zh: '文档排版' },
    task: { en: 'opens a font and measures a Chinese sign', zh: '打开字体并测量一个汉字' },
    async works(): Promise<boolean> {
      const { outlinedText } = await import('../pdf/service.ts')
      const { width, signs } = outlinedText('肝', 'regular')
      return width > 0 && signs[0]?.path !== ''
    },
  },
  {
    name: 'swagger-ui-dist',
    label: { en: 'Page of the interface', zh: '接口说明页' },
    task: { en: 'has the script of its page', zh: '具备页面脚本' },
    works(): Promise<boolean> {
      const script = createRequire(import.meta.url).resolve('swagger-ui-dist/swagger-ui-bundle.js')
      return Promise.resolve(readFileSync(script).length > 0)
    },
  },
]

/** How a font file of this kind begins. */
const TRUE_TYPE = 0x00010000
