import type { Plugin } from 'vite'
import type { Guide } from '../client/read-help/guide.ts'

export declare class GuideError extends Error {}
export declare function readGuide(text: string, like?: string | null): Guide
export declare function guidePages(): Plugin
