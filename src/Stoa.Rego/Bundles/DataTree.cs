namespace Stoa.Rego.Bundles;

/// <summary>Puts data files together, each at the path of its folder. Objects merge; two other values at one path are an error.</summary>
internal sealed class DataTree
{
    private readonly Branch _root = new("");

    /// <exception cref="RegoBundleException">The file gives a value to what has one, or its value cannot be the root.</exception>
    public void Add(BundleFile file) => Add(file.Name, file.Folders, DataFile.Read(file));

    /// <exception cref="RegoBundleException">As above.</exception>
    public void Add(string file, IReadOnlyList<string> path, RegoValue value)
    {
        if (path.Count == 0 && value is not RegoObject)
        {
            throw new RegoBundleException(file, $"the data at the root must be an object, and this is {(value is RegoNull ? "null" : $"a value of type {value.TypeName}")}");
        }

        var branch = _root;
        foreach (var folder in path)
        {
            branch = branch.Child(RegoString.Of(folder), file);
        }

        branch.Merge(value, file);
    }

    public RegoObject Build() => (RegoObject)_root.Build();

    private sealed class Branch(string path)
    {
        private Dictionary<RegoValue, Branch>? _children;
        private RegoValue? _leaf;
        private string _file = "";

        public Branch Child(RegoValue key, string file)
        {
            if (_leaf is not null)
            {
                // What was taken whole is taken apart once something else comes to the same place.
                var leaf = _leaf as RegoObject ?? throw Conflict(file);
                _leaf = null;
                foreach (var (member, value) in leaf)
                {
                    Child(member, _file).Merge(value, _file);
                }
            }

            _children ??= [];
            if (!_children.TryGetValue(key, out var child))
            {
                child = new Branch($"{path}/{(key as RegoString)?.Value ?? key.ToString()}");
                _children.Add(key, child);
            }

            return child;
        }

        public void Merge(RegoValue value, string file)
        {
            if (_leaf is null && _children is null)
            {
                (_leaf, _file) = (value, file);
                return;
            }

            foreach (var (key, inner) in value as RegoObject ?? throw Conflict(file))
            {
                Child(key, file).Merge(inner, file);
            }
        }

        public RegoValue Build()
        {
            if (_children is null)
            {
                return _leaf ?? RegoObject.Empty;
            }

            var builder = new RegoObjectBuilder(_children.Count);
            foreach (var (key, child) in _children)
            {
                builder[key] = child.Build();
            }

            return builder.Build();
        }

        private RegoBundleException Conflict(string file) =>
            new(file, $"data{path.Replace('/', '.')} has a value already{(_file.Length > 0 && _file != file ? $", from {_file}" : "")}");
    }
}
