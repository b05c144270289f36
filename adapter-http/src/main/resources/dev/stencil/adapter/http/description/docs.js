// The token outlives a reload, but neither the tab nor the button Logout.
const KEY = 'stencil.docs.token';

const rememberToken = () => ({
  statePlugins: {
    auth: {
      wrapActions: {
        authorize: original => given => {
          sessionStorage.setItem(KEY, given.bearer.value);
          return original(given);
        },
        logout: original => schemes => {
          sessionStorage.removeItem(KEY);
          return original(schemes);
        },
      },
    },
  },
});

const ui = SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#api',
  deepLinking: true,
  tryItOutEnabled: true,
  // It would keep the token for other tabs and beyond the end of the browser.
  persistAuthorization: false,
  plugins: [rememberToken],
  onComplete: () => {
    const token = sessionStorage.getItem(KEY);
    if (token) {
      ui.preauthorizeApiKey('bearer', token);
    }
  },
  // By default another host is asked whether the description is valid.
  validatorUrl: null,
});
