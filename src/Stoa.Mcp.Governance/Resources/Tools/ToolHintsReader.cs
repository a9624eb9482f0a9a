namespace Stoa.Mcp.Governance.Resources.Tools;

/// <summary>Reads <c>annotations</c>, in either spelling (<c>readOnly</c>, <c>readOnlyHint</c>); what they do not say follows from the HTTP method.</summary>
internal static class ToolHintsReader
{
    public static ToolHints Read(FieldReader spec, string method)
    {
        var fields = spec.Fields("annotations");
        var readOnly = Flag(fields, "readOnly") ?? MethodRisk.ReadsOnly(method);
        var destructive = Flag(fields, "destructive") ?? !readOnly;
        var hints = new ToolHints(
            readOnly,
            destructive,
            Flag(fields, "idempotent") ?? (readOnly || MethodRisk.IsIdempotent(method)),
            Flag(fields, "openWorld") ?? true);
        fields?.RefuseOthers();
        if (readOnly && destructive)
        {
            spec.Wrong("annotations", "says that the tool only reads, and that it is destructive: one of them");
        }
        else if (readOnly && !MethodRisk.CanRead(method))
        {
            spec.Wrong("annotations", $"says that the tool only reads, which a {method} does not");
        }

        return hints;
    }

    private static bool? Flag(FieldReader? fields, string name)
    {
        if (fields is null)
        {
            return null;
        }

        var hint = name + "Hint";
        var (one, other) = (Optional(fields, name), Optional(fields, hint));
        if (one is not null && other is not null)
        {
            fields.Wrong(hint, $"is the same as {name}: write one of them");
        }

        return one ?? other;
    }

    // Read even where it is absent, so that it is known.
    private static bool? Optional(FieldReader fields, string name) => fields.Flag(name, absent: false) is var flag && fields.Has(name) ? flag : null;
}
