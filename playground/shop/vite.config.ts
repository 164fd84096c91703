import react from '@vitejs/plugin-react'
import { footlight } from 'footlight/vite'
import type { UserConfig } from 'vite'

const config: UserConfig = {
  plugins: [react(), footlight()],
  server: { proxy: { '/api': process.env.SERVER_URL ?? 'http://127.0.0.1:3000' } },
}

export default config
