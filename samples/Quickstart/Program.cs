using Quickstart;

var app = QuickstartApp.Build(args);
await app.RunAsync();
