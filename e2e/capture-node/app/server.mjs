import http from 'node:http'
import { serve } from './harbour.cjs'

serve(http)
