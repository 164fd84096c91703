import { footlight } from 'footlight/vite'
import type { UserConfig } from 'vite'

const config: UserConfig = {
  plugins: [footlight()],
  server: { proxy: { '/api': process.env.SERVER_URL ?? 'http://127.0.0.1:3000' } },
}

export default config
