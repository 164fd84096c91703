import type { UserConfig } from 'vite'

const config: UserConfig = {
  server: { proxy: { '/api': process.env.SERVER_URL ?? 'http://127.0.0.1:3000' } },
}

export default config
