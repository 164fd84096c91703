import { defineConfig } from '@playwright/test'

export default defineConfig({
  reporter: [['json']],
  timeout: 60_000,
  use: {
    launchOptions: {
      executablePath: process.env['CHROMIUM'],
      args: ['--no-sandbox', '--disable-gpu'],
    },
  },
})
