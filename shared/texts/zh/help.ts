import type { help as en } from '../en/help.ts'

/** The help in the product: the user guide of this version, and whom to turn to. */
export const help: Readonly<Record<keyof typeof en, string>> = {
  'help.title': '帮助',
  'help.ofPage': '本页帮助',
  'help.contents': '目录',
  'help.search': '搜索帮助',
  'help.found': '找到{{count}}处',
  'help.nothing': '没有同时包含这些词的内容。请减少关键词，或查看目录。',
  'help.chapterMissing': '本版本的帮助中没有该章节，名称可能已更改，请查看目录。',
  'help.version': '适用于当前运行的版本：Hepatrial {{version}}。',
  'help.releases': '本版本的新内容',
  'help.report': '数据错误、系统故障、设备丢失',
  'help.contact': '本系统联系人',
  'help.noContact':
    '尚未指定联系人。管理员可在“系统设置”中填写；在此之前请联系本研究的数据管理员。',
  'help.keys': '各章按工作内容编排，粗体为界面文字。在系统内按?键可查看快捷键。',
  'help.back': '进入系统',
  'settings.contact': '联系人：姓名、电话、邮箱',
  'settings.contactRule': '显示在帮助页面，未登录者也能看到。',
}
