using System.Text.Json;

namespace Stoa.Rego.Tests.Reference;

/// <summary>Random inputs and grants from a small vocabulary, so that they often meet what policies ask for.</summary>
internal sealed class CaseGenerator(Random random)
{
    private static readonly string[] Tenants = ["t1", "t2"];
    private static readonly string[] Tools = ["read", "write", "admin"];
    private static readonly string[] Scopes = ["s1", "s2", "s3"];
    private static readonly string[] Roles = ["admin", "user", "guest"];

    public string Input()
    {
        var input = new Dictionary<string, object?>();
        Maybe(input, "tenant", () => One(Tenants));
        Maybe(input, "tool", () => One(Tools));
        Maybe(input, "user", () => One(Roles));
        Maybe(input, "env", () => One("prod", "test"));
        Maybe(input, "flag", () => One<object?>(true, false, null));
        Maybe(input, "roles", () => Some(Roles));
        Maybe(input, "scopes", () => Some(Scopes));
        Maybe(input, "args", () => Arguments());
        return JsonSerializer.Serialize(input);
    }

    public string Data()
    {
        var data = new Dictionary<string, object?> { ["allowed"] = Some(Scopes), ["roles"] = Roles.Where(_ => Chance(80)).ToDictionary(role => role, _ => Some(Scopes)) };
        Maybe(data, "grants", () => Enumerable.Range(0, random.Next(5)).Select(_ => Grant()).ToArray());
        return JsonSerializer.Serialize(data);
    }

    private Dictionary<string, object?> Arguments()
    {
        var arguments = new Dictionary<string, object?>();
        Maybe(arguments, "amount", () => One(0, 1, 2, 10, 100));
        Maybe(arguments, "region", () => One("eu", "us"));
        return arguments;
    }

    private Dictionary<string, object?> Grant()
    {
        var grant = new Dictionary<string, object?>();
        Maybe(grant, "tenant", () => One(Tenants));
        Maybe(grant, "tool", () => One(Tools));
        Maybe(grant, "scope", () => One(Scopes));
        Maybe(grant, "max", () => One(0, 1, 10, 100));
        if (Chance(20))
        {
            grant["blocked"] = Chance(50);
        }

        return grant;
    }

    private void Maybe(Dictionary<string, object?> members, string name, Func<object?> value)
    {
        if (Chance(85))
        {
            members[name] = value();
        }
    }

    private string[] Some(string[] items) => [.. items.Where(_ => Chance(50))];

    private T One<T>(params T[] items) => items[random.Next(items.Length)];

    private bool Chance(int percent) => random.Next(100) < percent;
}
