using Stoa.Mcp.Governance.Tests.Auditing;

namespace Stoa.Mcp.Governance.Tests.Authorization.Remote;

/// <summary>The contract, with a declared mapping that asks the same as the default one does.</summary>
public sealed class AuthZenMappedTests : AuthZenContract, IDisposable
{
    private const string Mappings = """
        {
          "transfer": {
            "evaluation": {
              "subject": { "type": "identity", "id": "$token.sub" },
              "action": { "name": "tools/call" },
              "resource": { "type": "tool", "id": "$params.name" },
              "context": { "arguments": "$params.?arguments" }
            }
          }
        }
        """;

    private readonly TempFolder _folder = new();

    private protected override (string Key, string Value)[] Settings
    {
        get
        {
            var file = Path.Combine(_folder.Path, "mappings.json");
            File.WriteAllText(file, Mappings);
            return [("MappingsFile", file)];
        }
    }

    public void Dispose() => _folder.Dispose();
}
