using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz;

/// <summary>
/// The shape of subject, action and resource (AuthZEN Authorization API 1.0, section 5): required texts, and <c>properties</c> for all else.
/// </summary>
internal static class CoazEntity
{
    private const string Properties = "properties";

    public static readonly string[] OfSubject = ["type", "id"];

    public static readonly string[] OfResource = ["type", "id"];

    public static readonly string[] OfAction = ["name"];

    /// <summary>The value as the object that it has to be.</summary>
    /// <exception cref="PolicyFault">It is another one.</exception>
    public static RegoObject Check(string name, RegoValue? value, string[] required)
    {
        if (value is not RegoObject entity)
        {
            throw new PolicyFault($"The authorization mapping's {name} is {value?.TypeName ?? "absent"}; required: an object.");
        }

        CheckNames(name, entity, required);
        foreach (var member in required)
        {
            if (entity.Find(member) is not RegoString { Value.Length: > 0 })
            {
                throw new PolicyFault($"The authorization mapping's {name}.{member} is {entity.Find(member)?.TypeName ?? "absent"}; required: a text that is not empty.");
            }
        }

        return entity.Find(Properties) is null or RegoObject
            ? entity
            : throw new PolicyFault($"The authorization mapping's {name}.{Properties} is of type {entity.Find(Properties)!.TypeName}; allowed: an object.");
    }

    /// <exception cref="PolicyFault">It has members beside the required ones and <c>properties</c>.</exception>
    public static void CheckNames(string name, RegoObject entity, string[] required)
    {
        foreach (var (key, _) in entity)
        {
            if (key is not RegoString text || !IsOf(required, text.Value))
            {
                throw new PolicyFault($"The authorization mapping's {name} has {key}; further attributes belong in {name}.{Properties}.");
            }
        }
    }

    /// <summary>Whether an entity with these required members may have this one.</summary>
    public static bool IsOf(string[] required, string member) => member == Properties || required.Contains(member, StringComparer.Ordinal);
}
