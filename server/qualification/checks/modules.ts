import { hash, verify } from '@node-rs/argon2'
import { Resvg } from '@resvg/resvg-js'
import Sqlite from 'better-sqlite3'
import { required, type Check, type Line } from '../define.ts'

const WORKS = { en: 'works', zh: '正常' }

/** The compiled parts, which are of one system and one version of Node.js. */
export const modules: Check = {
  key: 'modules',
  part: 'installation',
  title: { en: 'Compiled modules', zh: '编译模块' },
  about: {
    en: 'The database, the hashing of passwords and the drawing of figures load on this machine, and do what they are for.',
    zh: '数据库、密码散列与图形绘制模块可在本机加载并正常工作。',
  },
  async run() {
    return {
      lines: [
        await working({ en: 'Embedded database', zh: '内嵌数据库' }, () => {
          const db = new Sqlite(':memory:')
          const found = db.prepare('select 6 * 7 as answer').pluck().get()
          db.close()
          return Promise.resolve(found === 42)
        }),
        await working({ en: 'Hashing of passwords', zh: '密码散列' }, async () => {
          const sealed = await hash('a password')
          return (await verify(sealed, 'a password')) && !(await verify(sealed, 'another'))
        }),
        await working({ en: 'Drawing of figures', zh: '图形绘制' }, () => {
          const drawn = new Resvg('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"/>')
          const { width, height } = drawn.render()
          return Promise.resolve(width === 8 && height === 4)
        }),
      ],
    }
  },
}

async function working(label: Line['label'], test: () => Promise<boolean>): Promise<Line> {
  try {
    const works = await test()
    return required(label, works ? WORKS : { en: 'gives wrong results', zh: '结果错误' }, WORKS)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return required(label, reason, WORKS)
  }
}
