using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Stoa.Cli.Terminals;

namespace Stoa.Cli.Shadow;

/// <summary>Missing grants as a file for the folder of resources: for each tenant one grant of each access.</summary>
internal static class GrantsYaml
{
    private const int MostCallers = 5;

    public static void Write(TextWriter output, MissingGrants missing)
    {
        output.WriteLine("# What callers tried and no grant gives them; not what they should be able to do. Take out what you do not mean to allow.");
        if (missing.NotGrantable > 0)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"# Left out: {missing.NotGrantable} names with * or ? in them, which would stand for others, or too long for a record."));
        }

        if (missing.Tenants.Count == 0 && missing.Grants.Count == 0)
        {
            output.WriteLine("# Nothing was denied that a grant would mend.");
        }

        var isFirst = true;
        foreach (var tenant in missing.Tenants)
        {
            Begin(output, "Tenant", ref isFirst);
            output.WriteLine($"  name: {Quoted(tenant)}");
        }

        foreach (var grant in missing.Grants.GroupBy(grant => (grant.Tenant, grant.Access)))
        {
            Begin(output, "ToolGrant", ref isFirst);
            output.WriteLine($"  name: shadow-{grant.Key.Access}");
            output.WriteLine($"  namespace: {Quoted(grant.Key.Tenant)}");
            output.WriteLine("spec:");
            foreach (var field in grant.GroupBy(item => item.Field))
            {
                output.WriteLine($"  {field.Key}:");
                foreach (var item in field)
                {
                    output.WriteLine($"    - {Quoted(item.Name)}  # {Times(item.Count)}, by {Callers(item.Callers)}");
                }
            }

            if (grant.Any(item => item.Field == "tools"))
            {
                output.WriteLine($"  access: [{grant.Key.Access}]{Remark(grant.Key.Access)}");
            }
        }
    }

    private static void Begin(TextWriter output, string kind, ref bool isFirst)
    {
        if (!isFirst)
        {
            output.WriteLine("---");
        }

        isFirst = false;
        output.WriteLine("apiVersion: gostoa.dev/v1alpha1");
        output.WriteLine($"kind: {kind}");
        output.WriteLine("metadata:");
    }

    // A JSON string, which is a YAML one too; nothing in it can end it, or look like a number.
    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.Default)}\"";

    private static string Remark(string access) => access switch
    {
        "destructive" => "  # look twice",
        "unclassified" => "  # the server does not say what they do: say it in Stoa:Gateway:Upstream:Metadata, and grant that",
        _ => "",
    };

    private static string Times(long count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "call" : "calls")}");

    private static string Callers(IReadOnlyList<string> callers) => string.Join(", ", callers.Take(MostCallers).Select(Printable.OfPart))
        + (callers.Count > MostCallers ? string.Create(CultureInfo.InvariantCulture, $" and {callers.Count - MostCallers} more") : "");
}
