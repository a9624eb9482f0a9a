using System.Globalization;

namespace Stoa.Rego.Builtins;

/// <summary>Where in a document a value stands.</summary>
internal sealed class SchemaPath
{
    private readonly SchemaPath? _parent;
    private readonly string _name;

    private SchemaPath(SchemaPath? parent, string name)
    {
        _parent = parent;
        _name = name;
    }

    public static SchemaPath Root { get; } = new(null, "(root)");

    public SchemaPath Member(string name) => new(this, name);

    public SchemaPath Item(int index) => new(this, index.ToString(CultureInfo.InvariantCulture));

    /// <summary>The names from below the root on, with points between; <c>(root)</c> for the root itself.</summary>
    public override string ToString()
    {
        var names = new Stack<string>();
        for (var path = this; path._parent is not null; path = path._parent)
        {
            names.Push(path._name);
        }

        return names.Count == 0 ? _name : string.Join('.', names);
    }
}
