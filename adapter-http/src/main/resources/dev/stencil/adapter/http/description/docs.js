SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  tryItOutEnabled: true,
  // A token is forgotten with the page.
  persistAuthorization: false,
  // By default another host is asked whether the description is valid.
  validatorUrl: null,
});
