import { TEXTS } from '../../../shared/texts/both.ts'
import { fontFiles } from '../../font-files.ts'
import { fontLacks } from '../../pdf/service.ts'
import { fact, required, type Check } from '../define.ts'

/** What documents are set in. */
export const fonts: Check = {
  key: 'fonts',
  part: 'installation',
  title: { en: 'Fonts', zh: '字体' },
  about: {
    en: 'The fonts of documents are installed and can draw every sign of the product’s English and Chinese texts.',
    zh: '文档字体已安装，且能显示产品中英文文本的全部字符。',
  },
  run() {
    const signs = new Set([...Object.values(TEXTS.en), ...Object.values(TEXTS.zh)].join(''))
    const written = [...signs].filter((sign) => sign.trim() !== '')
    const lacking = written.filter(fontLacks)
    return Promise.resolve({
      lines: [
        fact({ en: 'Files', zh: '文件' }, fontFiles().length),
        fact({ en: 'Signs looked up', zh: '已查字符' }, written.length),
        required(
          { en: 'Signs that are missing', zh: '缺失字符' },
          lacking.length === 0 ? 0 : lacking.join(' '),
          0,
        ),
      ],
    })
  },
}
