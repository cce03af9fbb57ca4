import type { PrivacyApi } from '../../contract/runtime-api.ts';
import type { Consent } from '../../contract/status.ts';
import { theAgent } from '../the-agent.ts';
import type { Reads } from './reader.ts';
import { reads } from './reader.ts';

type Plain = Reads<PrivacyApi, 'eraseUser' | 'exportUser' | 'getRetention'>;

export interface Privacy extends Plain {
  /** `granted`: what was captured while pending is kept and sent. `denied`: it is discarded, and what is stored is wiped. */
  setConsent(consent: Consent): Promise<unknown>;
}

export const privacy: Privacy = reads('privacy', {
  setConsent: (consent) => theAgent().setConsent(consent),
});
