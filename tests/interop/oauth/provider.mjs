// Keeps what a client's SDK asks it to keep, and opens the authorization address as a browser would.
export class Provider {
  redirectUrl = 'http://127.0.0.1:7777/callback';
  asked = [];
  #refreshes;
  #kept = {};

  // Without refresh tokens where refreshes is false: then more scopes are had by asking anew alone.
  constructor({ refreshes = true } = {}) {
    this.#refreshes = refreshes;
  }

  get clientMetadata() {
    return {
      client_name: 'interop',
      redirect_uris: [this.redirectUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none'
    };
  }

  clientInformation() {
    return this.#kept.client;
  }

  saveClientInformation(client) {
    this.#kept.client = client;
  }

  tokens() {
    return this.#kept.tokens;
  }

  saveTokens({ refresh_token, ...tokens }) {
    this.#kept.tokens = this.#refreshes ? { ...tokens, refresh_token } : tokens;
  }

  saveCodeVerifier(verifier) {
    this.#kept.verifier = verifier;
  }

  codeVerifier() {
    return this.#kept.verifier;
  }

  saveDiscoveryState(state) {
    this.#kept.discovery = state;
  }

  discoveryState() {
    return this.#kept.discovery;
  }

  forgetTokens() {
    this.#kept.tokens = undefined;
  }

  async redirectToAuthorization(url) {
    this.asked.push(Object.fromEntries(url.searchParams));
    const answer = await fetch(url, { redirect: 'manual' });
    this.callback = new URL(answer.headers.get('location')).searchParams;
  }
}
