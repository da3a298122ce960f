import type { Release } from './define.ts'

const NOTHING = {
  en: 'Nothing: no stored value changes.',
  zh: '无影响：已存储的值均不改变。',
}

export const RELEASE_0_1_0: Release = {
  key: '0.1.0',
  changes: [
    {
      en: 'First release: data entry with live derivations, review, queries, source data verification, signatures, locks, snapshots and archives of sites, for five built-in protocols.',
      zh: '首个版本：内置五个方案，支持数据录入与实时推导、评估审核、质疑、源数据核查、电子签名、锁定、数据快照与中心归档。',
    },
    {
      en: 'Endpoints (ORR, DCR, PFS, OS and others), toxicity and figures, each value with its proof; exports as CSV, workbook, SDTM, ADaM, Dataset-JSON and ODM.',
      zh: '终点（ORR、DCR、PFS、OS 等）、毒性与图形，每个数值均可追溯依据；可导出 CSV、工作簿、SDTM、ADaM、Dataset-JSON 与 ODM。',
    },
    {
      en: 'Runs on the embedded database or on PostgreSQL, with several server processes; backups, restores and restore drills; upgrades that are rehearsed on a copy; qualification on the machine of the customer.',
      zh: '可使用内嵌数据库，或使用 PostgreSQL 并运行多个服务进程；支持备份、恢复与恢复演练；升级可先在副本上演练；可在用户机器上执行确认（IQ/OQ/PQ）。',
    },
  ],
  runningStudies: [
    {
      en: 'There is no earlier release, so no study runs on one. The steps below tell what an installation made from an earlier state of the sources meets.',
      zh: '此前没有发布过版本，因此没有研究运行于旧版本。下列步骤说明由更早源代码建立的安装会遇到什么。',
    },
  ],
  migrations: [
    {
      name: '0000_first',
      does: {
        en: 'Makes the tables of studies, sites, accounts, subjects, records, queries, signatures and locks, the audit trail with its chains, and the triggers that refuse to change or delete what was recorded.',
        zh: '建立研究、中心、账户、受试者、记录、质疑、签名与锁定的表，稽查轨迹及其哈希链，以及拒绝修改或删除已记录内容的触发器。',
      },
      touches: NOTHING,
      rewrites: [],
    },
    {
      name: '0001_capture',
      does: {
        en: 'Adds tables for laboratories and how print-outs name tests, edit checks that fired, notices, reports of serious events, dictionaries and codes.',
        zh: '新增实验室及化验单名称对照、已触发的逻辑核查、通知、严重不良事件报告、词典与编码的表。',
      },
      touches: {
        en: 'Edit checks have fired for nobody yet: they are evaluated when a subject is next saved.',
        zh: '逻辑核查尚未对任何受试者触发：在下一次保存该受试者的数据时评估。',
      },
      rewrites: [],
    },
    {
      name: '0002_redactions',
      does: {
        en: 'Adds an index that finds redactions in the audit trail.',
        zh: '新增用于在稽查轨迹中查找遮盖记录的索引。',
      },
      touches: NOTHING,
      rewrites: [],
    },
    {
      name: '0003_laboratory_sites',
      does: {
        en: 'Laboratories and how print-outs name tests belong to a site: the code of a laboratory is unique within its site. Each name gets the site of its laboratory.',
        zh: '实验室及化验单名称对照归属于中心：实验室代码在其中心内唯一。每条名称对照取其实验室所属的中心。',
      },
      touches: {
        en: 'A name learnt for a laboratory holds at the site of that laboratory. Results and ranges stay as they are.',
        zh: '为某实验室记住的名称仅在该实验室所属中心生效。检验结果与参考范围保持不变。',
      },
      rewrites: [],
    },
    {
      name: '0004_by_subject',
      does: {
        en: 'Adds indexes that find records, codes and fired checks of one subject.',
        zh: '新增按受试者查找记录、编码与已触发核查的索引。',
      },
      touches: NOTHING,
      rewrites: [],
    },
    {
      name: '0005_trust',
      does: {
        en: 'Adds tables for recovery codes, settings, training, archives of sites and the secrets of de-identified copies; addresses of access tokens, a second factor that is being set up, and the form of a lock. Snapshots can no longer be changed.',
        zh: '新增恢复码、设置、培训、中心归档与去标识化副本密钥的表；新增访问令牌的地址、正在设置的第二因素以及锁定的表单。数据快照不可再修改。',
      },
      touches: {
        en: 'Existing access tokens may be used from any address, and existing locks cover what they covered before.',
        zh: '现有访问令牌可从任何地址使用，现有锁定的范围与之前相同。',
      },
      rewrites: [],
    },
    {
      name: '0006_job_step',
      does: {
        en: 'Long work says what it is doing; an index finds the jobs of a person.',
        zh: '长时间任务会说明当前步骤；新增按人员查找任务的索引。',
      },
      touches: NOTHING,
      rewrites: [],
    },
    {
      name: '0007_dose_decisions',
      does: {
        en: 'Adds a table for decisions on dose, which are never changed: a correction is a version of its own.',
        zh: '新增剂量决策表；决策不会被修改，更正另存为一个版本。',
      },
      touches: {
        en: 'Decisions made before are not in it: record them with their date.',
        zh: '此前作出的决策不在其中：请按其日期补录。',
      },
      rewrites: [],
    },
    {
      name: '0008_live_visit',
      does: {
        en: 'Adds a table of what each person last saw of the live page.',
        zh: '新增记录每人上次查看实时页面时间点的表。',
      },
      touches: {
        en: 'The live page shows nothing as new at the first visit after the upgrade.',
        zh: '升级后首次打开实时页面时，不会将任何内容标为新增。',
      },
      rewrites: [],
    },
    {
      name: '0009_shared_processes',
      does: {
        en: 'Adds what the processes of one database share: how often rights and definitions changed, kept by triggers, and failed attempts to sign in by address.',
        zh: '新增同一数据库各进程共享的内容：由触发器维护的权限与定义变更次数，以及按地址统计的登录失败次数。',
      },
      touches: {
        en: 'Failed attempts to sign in are counted anew from the upgrade on. Stop every process of the former version first.',
        zh: '登录失败次数自升级起重新计数。请先停止旧版本的所有进程。',
      },
      rewrites: [],
    },
  ],
  knownProblems: [
    {
      en: 'Over HTTP, saves at 20 connections reach less than half of a bare server; figures are in the chapter on performance.',
      zh: '通过 HTTP 以 20 个连接保存时，速度低于裸服务器的一半；数据见性能章节。',
    },
    {
      en: 'The lock that keeps a second server away from a data folder does not protect a folder on a network drive.',
      zh: '防止第二个服务使用同一数据文件夹的锁对网络驱动器上的文件夹无效。',
    },
    {
      en: 'The files for containers are checked without a container engine: no image was built from them.',
      zh: '容器文件未经容器引擎检验：尚未据此构建过镜像。',
    },
  ],
}
