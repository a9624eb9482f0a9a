namespace Stoa.Rego.Evaluation;

/// <summary>Finds what keys lead to in values.</summary>
internal static class Lookup
{
    /// <summary>The item of an array, the value of an object's key, the set's own item; else null.</summary>
    public static RegoValue? Find(RegoValue container, RegoValue key) => container switch
    {
        RegoObject members => members.Find(key),
        RegoArray array => array.Find(key),
        RegoSet set => set.Find(key),
        _ => null,
    };

    public static RegoValue? Find(RegoValue? container, ReadOnlySpan<RegoValue> path)
    {
        foreach (var key in path)
        {
            if (container is null)
            {
                return null;
            }

            container = Find(container, key);
        }

        return container;
    }

    /// <summary>A copy with another value at a path; what stands in the way and is no object gives way to one.</summary>
    public static RegoValue Replace(RegoValue? container, ReadOnlySpan<RegoValue> path, RegoValue value)
    {
        if (path.IsEmpty)
        {
            return value;
        }

        var builder = new RegoObjectBuilder();
        if (container is RegoObject members)
        {
            builder.AddAll(members);
        }

        builder[path[0]] = Replace(builder.Find(path[0]), path[1..], value);
        return builder.Build();
    }
}
