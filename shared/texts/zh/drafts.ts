import type { drafts as en } from '../en/drafts.ts'

/** Typing that is not saved yet: drafts, lost network, conflicts. */
export const drafts: Readonly<Record<keyof typeof en, string>> = {
  'draft.keptAt': '草稿已保存 {{time}}，尚未保存为正式数据',
  'draft.keptHere': '未连接服务器：已暂存于本机，恢复连接后自动发送',
  'draft.inWindow': '未连接服务器：仅暂存于当前窗口，恢复连接后自动发送，请勿关闭窗口。',
  'draft.signedOut': '未登录：已暂存于本机，重新登录后自动发送',
  'draft.refused': '无法保存草稿，离开前请先保存表单。{{why}}',
  'draft.leave': '已录入的内容将保留为草稿。',
  'draft.found': '您在{{when}}留有一份草稿，尚未保存为正式数据。',
  'draft.foundHere': '本机暂存了您录入但未送达服务器的内容，尚未保存为正式数据。',
  'draft.decide': '请逐项选择填入表单的值，然后保存。',
  'draft.moved': '在您录入草稿之后，{{who}}于{{when}}保存了本表单。',
  'draft.inForm': '已保存的值',
  'draft.draft': '您的草稿',
  'draft.chooseForm': '全部选已保存的值',
  'draft.chooseDraft': '全部选草稿',
  'draft.signOutQuestion':
    '有 {{count}} 份表单的录入内容尚未送达服务器，退出登录将从本机删除这些内容。',
  'draft.signOutStay': '继续使用',
  'draft.signOutAnyway': '删除并退出',
  'draft.inLedger': '您录入的测量值尚未保存为正式数据，请在相应访视中查看草稿：',
  'draft.inLog': '此处有您尚未保存为正式数据的草稿。',
  'draft.openRow': '{{name}}，草稿时间 {{when}}',
  'draft.mine': '我的草稿（尚未保存为正式数据）',
  'draft.lastTyped': '草稿保存时间',
  'draft.discard': '丢弃',
  'draft.discardSurely': '确认丢弃',
  'conflict.goOn': '以所选值继续',
  'conflict.open': '尚待选择：{{count}} 项',
  'conflict.noRow': '无此行',
}
