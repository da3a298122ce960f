import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { RouterProvider } from 'react-router'
import { createQueryClient } from '../kit/client-state.ts'
import { router } from './routes.tsx'
import { cssVariables, theme } from './theme.ts'

const queryClient = createQueryClient()

/** The web application: theme, server state, routes. */
export function App(): ReactNode {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  )
}
