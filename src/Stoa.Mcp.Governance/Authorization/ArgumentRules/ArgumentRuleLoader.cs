using System.Globalization;
using System.Text;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Governance.Resources.Yaml;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.ArgumentRules;

/// <summary>
/// Reads STOA's argument rules (<c>policies[]</c> in YAML) into the data that the shipped module <c>data.stoa.argument_rules</c> evaluates: enabled policies,
/// highest priority first, those of one priority in the order of files and lines.
/// </summary>
internal static class ArgumentRuleLoader
{
    /// <summary>The policies as an array, or null where any is wrong.</summary>
    public static RegoArray? Load(FolderContent content, List<ResourceError> errors)
    {
        errors.AddRange(content.Errors);
        var policies = new List<(long Priority, RegoObject Policy)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in content.Files)
        {
            var told = new FileErrors(file.Path, errors);
            var documents = new List<YamlValue>();
            new YamlReader(told).Read(Encoding.UTF8.GetString(file.Content), documents);
            foreach (var document in documents.OfType<YamlMap>())
            {
                ReadDocument(new FieldReader(document, "", told), names, policies);
            }

            foreach (var other in documents.Where(document => document is not (YamlMap or YamlRefused or YamlScalar { IsNull: true })))
            {
                told.Add(other, $"a document is a mapping with policies, and not {other.Describe()}");
            }
        }

        // OrderBy is stable.
        return errors.Count == 0 ? RegoArray.Of(policies.OrderByDescending(entry => entry.Priority).Select(entry => (RegoValue)entry.Policy)) : null;
    }

    private static void ReadDocument(FieldReader document, HashSet<string> names, List<(long, RegoObject)> policies)
    {
        document.Require("policies", "a list of policies");
        var items = document.Items("policies") ?? [];
        document.RefuseOthers();
        for (var i = 0; i < items.Count; i++)
        {
            if (document.Nested(items[i], $"policies[{i}]") is { } policy)
            {
                ReadPolicy(policy, names, policies);
            }
        }
    }

    private static void ReadPolicy(FieldReader policy, HashSet<string> names, List<(long, RegoObject)> policies)
    {
        policy.Require("name", "it stands in reasons");
        policy.Require("tool", "a tool's name, or a pattern with * and ?");
        policy.Require("rules", "a list of rules");
        var name = policy.Text("name", text => text.Length is >= 1 and <= 253 ? null : "a name has 1 to 253 characters");
        _ = policy.Text("description");
        var tool = policy.Text("tool", NameRules.Pattern);
        var enabled = policy.Flag("enabled", absent: true);
        var priority = policy.Value("priority") is { } at ? PriorityOf(at, policy) : 0;
        var rules = new List<RegoValue>();
        var items = policy.Items("rules") ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (policy.Nested(items[i], $"rules[{i}]") is { } rule && ArgumentRuleReader.Read(rule) is { } read)
            {
                rules.Add(read);
            }
        }

        policy.RefuseOthers();
        if (name is null || tool is null)
        {
            return;
        }

        if (!names.Add(name))
        {
            policy.Wrong("name", $"'{name}' is already the name of a policy");
        }

        if (enabled)
        {
            policies.Add((priority, RegoObject.Of(("name", name), ("tool", AsGlob(tool)), ("rules", RegoArray.Of(rules)))));
        }
    }

    private static long PriorityOf(YamlValue value, FieldReader policy)
    {
        if (value is YamlScalar { IsNumber: true } number && long.TryParse(number.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var priority))
        {
            return priority;
        }

        policy.Wrong("priority", $"must be a whole number, and is {value.Describe()}");
        return 0;
    }

    // STOA's patterns know * ? and [...], as Rego's globs do; braces are themselves.
    private static string AsGlob(string pattern) => pattern.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("{", "\\{", StringComparison.Ordinal).Replace("}", "\\}", StringComparison.Ordinal);
}
