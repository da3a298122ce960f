import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, type RenderResult } from '@testing-library/react'
import i18next from 'i18next'
import type { ReactNode } from 'react'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { startLanguage } from '../../client/kit/i18n.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'

/** What the browser has and jsdom lacks. */
function completeBrowser(): void {
  window.matchMedia = (query) =>
    Object.assign(new EventTarget(), {
      matches: false,
      media: query,
      onchange: null,
    }) as MediaQueryList
  window.ResizeObserver = class {
    observe(): void {
      return undefined
    }
    unobserve(): void {
      return undefined
    }
    disconnect(): void {
      return undefined
    }
  }
  Element.prototype.scrollIntoView = () => undefined
  Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true })
}

/**
 * Draws an element as the application does: theme, texts, server state, and a route around it, at an
 * address where the element reads one.
 */
export async function draw(
  element: ReactNode,
  language: Language = 'en',
  { route = '/', address = '/' } = {},
): Promise<RenderResult> {
  completeBrowser()
  if (!i18next.isInitialized) startLanguage()
  await i18next.changeLanguage(language)
  const router = createMemoryRouter([{ path: route, element }], { initialEntries: [address] })
  return render(
    <MantineProvider env="test">
      <QueryClientProvider
        client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
      >
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  )
}
