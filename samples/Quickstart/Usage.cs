namespace Quickstart;

internal static class Usage
{
    public const string Text = """
        A small MCP server behind Stoa MCP Governance.

          dotnet run --project samples/Quickstart                     serves http://localhost:5080/mcp until Ctrl+C
          dotnet run --project samples/Quickstart -- --walkthrough    serves, calls itself as each caller, shows and checks every
                                                                      answer with its audit and usage lines; exit code 0 if all agree

          --urls <url>           another address, for example --urls http://localhost:5081; http://127.0.0.1:0 takes a free port
          --Stoa:<key> <value>   any setting of docs/configuration.md, for example --Stoa:Audit:Folder /var/lib/trail
          --help                 this text

        """;
}
