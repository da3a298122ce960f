import type { safety as en } from '../en/safety.ts'

/** Adverse events, serious ones, notices and reports. */
export const safety: Readonly<Record<keyof typeof en, string>> = {
  'notice.serious.new':
    '研究{{study}}，中心{{site}}：受试者{{subjid}}新录入一例严重不良事件，报告截止时间为{{due}}。',
  'notice.serious.follow-up':
    '研究{{study}}，中心{{site}}：受试者{{subjid}}的严重不良事件有更新，随访报告截止时间为{{due}}。',
  'notice.serious.downgrade':
    '研究{{study}}，中心{{site}}：受试者{{subjid}}的一例不良事件不再判定为严重。如已上报，更正截止时间为{{due}}。',
  'notice.serious.removed':
    '研究{{study}}，中心{{site}}：受试者{{subjid}}的一例严重不良事件记录已移除。如已上报，更正截止时间为{{due}}。',
  'notice.special.new':
    '研究{{study}}，中心{{site}}：受试者{{subjid}}新录入一例方案要求立即报告的不良事件，报告截止时间为{{due}}。',
  'notice.special.follow-up':
    '研究{{study}}，中心{{site}}：受试者{{subjid}}的一例方案要求立即报告的不良事件有更新，随访报告截止时间为{{due}}。',
  'notice.special.downgrade':
    '研究{{study}}，中心{{site}}：受试者{{subjid}}的一例不良事件不再需要立即报告。如已上报，更正截止时间为{{due}}。',
  'notice.special.removed':
    '研究{{study}}，中心{{site}}：受试者{{subjid}}的一例方案要求立即报告的不良事件记录已移除。如已上报，更正截止时间为{{due}}。',
  'mail.subject': 'Hepatrial：您有一条安全性通知',
  'mail.signIn': '请登录系统查看详情。本邮件不含临床数据，请勿回复。',
  'act.notice.make': '已发出通知',
  'act.notice.nobody': '无可通知的人员',
  'act.notice.read': '通知已读',
  'act.notice.mail-attempt': '开始发送通知邮件',
  'act.notice.mail-sent': '通知邮件已发送',
  'act.notice.mail-failed': '通知邮件未被接收',
  'act.account.mail': '更改通知邮箱',
  'act.safety-report.submit': '已提交安全性报告',
  'requires.event.reportable': '需立即报告的不良事件',
  'requires.report.change': '自上次报告后的更改，或填写说明新情况的备注',
  'requires.report.notNullified': '仍需报告的事件；该事件已撤销',
  'safety.noteNeeded': '请说明撤销已上报事件的原因。',
}
