using System.Text;

namespace Stoa.Rego.Syntax;

/// <summary>A module as <c>rego.parse_module</c> gives it: the JSON form of OPA's syntax tree.</summary>
internal static class ModuleJson
{
    public static RegoValue Of(Module module)
    {
        var json = new RegoObjectBuilder
        {
            ["package"] = RegoObject.Of(("path", TermJson.Path("data", module.Package.Path))),
        };
        Add(json, "imports", module.Imports.Select(Import));
        Add(json, "annotations", module.Annotations.Select(annotations => annotations.Content));
        Add(json, "rules", module.Rules.Select(Rule));
        Add(json, "comments", module.Comments.Select(Comment));
        return json.Build();
    }

    private static void Add(RegoObjectBuilder json, string name, IEnumerable<RegoValue> items)
    {
        if (RegoArray.Of(items) is { Count: > 0 } array)
        {
            json[name] = array;
        }
    }

    private static RegoObject Import(Import import)
    {
        var path = TermJson.Typed("ref", TermJson.Path(import.Path[0], import.Path.Skip(1)));
        return import.Alias is null ? RegoObject.Of(("path", path)) : RegoObject.Of(("path", path), ("alias", import.Alias));
    }

    private static RegoObject Comment(Comment comment) => RegoObject.Of(
        ("Location", RegoObject.Of(("file", comment.Location.File), ("row", comment.Location.Row), ("col", comment.Location.Column))),
        ("Text", comment.Text.Length == 0 ? RegoNull.Instance : Convert.ToBase64String(Encoding.UTF8.GetBytes(comment.Text))));

    private static RegoValue Rule(Rule rule)
    {
        var json = new RegoObjectBuilder { ["head"] = Head(rule), ["body"] = ExpressionJson.Of(rule.Body) };
        if (rule.IsDefault)
        {
            json["default"] = true;
        }

        if (rule.Else is not null)
        {
            json["else"] = Rule(rule.Else);
        }

        return json.Build();
    }

    private static RegoObject Head(Rule rule)
    {
        var head = rule.Head;
        var name = ((RegoString)((ValueTerm)head.Path[0]).Value).Value;
        var isPair = head is { Path.Count: 2, Arguments: null, Key: null } && !rule.IsDefault;
        var json = new RegoObjectBuilder { ["ref"] = RegoArray.Of([TermJson.Variable(name), .. head.Path.Skip(1).Select(TermJson.Of)]) };
        if (head.Path.Count == 1 || (isPair && head.HasValue))
        {
            json["name"] = name;
        }

        if (head.Key is not null)
        {
            json["key"] = TermJson.Of(head.Key);
        }
        else if (isPair && (rule.HasBody ? head.Path[1] is not ValueTerm : head.HasValue))
        {
            json["key"] = TermJson.Of(head.Path[1]);
        }

        if (head.Value is not null)
        {
            json["value"] = TermJson.Of(head.Value);
        }

        if (head.Arguments is not null)
        {
            json["args"] = RegoArray.Of(head.Arguments.Select(TermJson.Of));
        }

        if (head.IsAssigned)
        {
            json["assign"] = true;
        }

        return json.Build();
    }
}
