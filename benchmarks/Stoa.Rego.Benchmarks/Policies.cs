using System.Globalization;
using System.Text;

namespace Stoa.Rego.Benchmarks;

/// <summary>The policies and inputs that are measured.</summary>
internal static class Policies
{
    /// <summary>Role-based access: bindings and permissions as data, as in the sample of OPA's performance page.</summary>
    public const string Rbac = """
        package rbac

        default allow := false

        allow if {
            some role in data.bindings[input.subject]
            some grant in data.permissions[role]
            grant.action == input.action
            grant.resource == input.resource
        }
        """;

    public const string RbacData = """
        {
          "bindings": {"user1": ["dev"], "user2": ["test", "ops"], "user3": ["ops"], "bob": ["web"]},
          "permissions": {
            "dev": [{"action": "read", "resource": "code"}, {"action": "write", "resource": "code"}],
            "test": [{"action": "read", "resource": "code"}],
            "ops": [{"action": "read", "resource": "server"}, {"action": "write", "resource": "server"}],
            "web": [{"action": "read", "resource": "server"}]
          }
        }
        """;

    public const string RbacInput = """{"subject": "user2", "action": "write", "resource": "server"}""";

    /// <summary>Tenant grants, scopes, environment, and a limit on an argument.</summary>
    public const string Abac = """
        package authz

        default allow := false

        allow if {
            grant := data.grants[input.tenant][input.tool.namespace]
            input.tool.name in grant.tools
            in_environment(grant)
            has_scopes
            within_limit(grant)
        }

        in_environment(grant) if input.agent.environment == input.tool.environment

        in_environment(grant) if {
            input.agent.environment == "production"
            input.tool.environment in grant.environments
        }

        has_scopes if every scope in input.tool.scopes { scope in input.scopes }

        within_limit(grant) if input.tool.arguments.amount <= grant.limit
        """;

    /// <summary>Goes through all of the input.</summary>
    public const string Every = """
        package authz

        values := count([1 | walk(input, [_, _])])
        """;

    public const string AbacInput = """
        {
          "subject": {"type": "agent", "id": "agent-17", "properties": {"issuer": "https://login.example.com", "scheme": "jwt"}},
          "action": {"name": "tools/call"},
          "resource": {"type": "tool", "id": "transfer", "properties": {"access": "write", "idempotent": false}},
          "tenant": "tenant-7",
          "agent": {"id": "agent-17", "environment": "production"},
          "tool": {"name": "transfer", "namespace": "payments", "environment": "production", "scopes": ["payments:write"], "arguments": {"amount": 250, "currency": "EUR", "to": "DE89370400440532013000"}},
          "scopes": ["payments:read", "payments:write", "reports:read"],
          "context": {"time": "2026-11-28T10:00:00Z", "server": "bank"}
        }
        """;

    /// <summary>Grants of this many tenants, each with two namespaces.</summary>
    public static string AbacData(int tenants)
    {
        var json = new StringBuilder("{\"grants\": {");
        for (var i = 0; i < tenants; i++)
        {
            json.Append(i == 0 ? "" : ", ").Append(CultureInfo.InvariantCulture, $$"""
                "tenant-{{i}}": {
                  "payments": {"tools": ["transfer", "refund", "balance"], "environments": ["production"], "limit": 1000},
                  "reports": {"tools": ["monthly"], "environments": ["production", "staging"], "limit": 0}
                }
                """);
        }

        return json.Append("}}").ToString();
    }

    /// <summary>This many rules that differ in a constant.</summary>
    public static string Rules(int count)
    {
        var rego = new StringBuilder("package authz\n\ndefault allow := false\n");
        for (var i = 0; i < count; i++)
        {
            rego.Append(CultureInfo.InvariantCulture, $$"""

                allow if {
                    input.tool == "tool-{{i}}"
                    input.tenant == "tenant-{{i % 10}}"
                    "tools:{{i % 7}}" in input.scopes
                }

                """);
        }

        return rego.ToString();
    }
}
