using System.Globalization;
using System.Runtime.CompilerServices;

namespace Stoa.Rego.Builtins;

/// <summary>
/// <c>json.patch</c>: RFC 6902, and beyond it sets and keys of any kind. A patch that cannot be applied is undefined, not an error.
/// </summary>
internal static class JsonPatch
{
    public static RegoValue? Apply(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        RegoValue? document = operands[0];
        foreach (var operation in (RegoArray)operands[1])
        {
            context.Step();
            try
            {
                document = Apply(context, document, operation);
            }
            catch (BuiltinFailure)
            {
                return null;
            }
        }

        return document;
    }

    // Null is a document whose root has been removed.
    private static RegoValue? Apply(BuiltinContext context, RegoValue? document, RegoValue operation)
    {
        var members = operation as RegoObject ?? throw Failure("an operation is no object");
        var path = JsonPaths.Segments(Attribute(members, "path"));
        switch ((Attribute(members, "op") as RegoString)?.Value)
        {
            case "add":
                return Edit(context, document, path, Attribute(members, "value"));
            case "remove":
                _ = Find(document, path);
                return Edit(context, document, path, null);
            case "replace":
                var value = Attribute(members, "value");
                _ = Find(document, path);
                return Edit(context, Edit(context, document, path, null), path, value);
            case "move":
                var from = JsonPaths.Segments(Attribute(members, "from"));
                var moved = Find(document, from);
                return Edit(context, Edit(context, document, from, null), path, moved);
            case "copy":
                var copied = Find(document, JsonPaths.Segments(Attribute(members, "from")));
                Weigh(context, copied);
                return Edit(context, document, path, copied);
            case "test":
                return Find(document, path) == Attribute(members, "value") ? document : throw Failure("the test failed");
            default:
                throw Failure("the operation is unknown");
        }
    }

    private static RegoValue Attribute(RegoObject operation, string name) => operation.Find(name) ?? throw Failure($"'{name}' is missing");

    private static RegoValue Find(RegoValue? document, IReadOnlyList<RegoValue> path)
    {
        var value = document;
        foreach (var key in path)
        {
            value = Child(value, key);
        }

        return value ?? throw Failure("the path leads nowhere");
    }

    private static RegoValue? Child(RegoValue? value, RegoValue key) => value switch
    {
        RegoObject members => members.Find(key),
        RegoSet set => set.Find(key),
        RegoArray array when Index(array, key) is var index && index < array.Count => array[index],
        _ => null,
    };

    // Inserts a value, or removes what is there where the value is null.
    private static RegoValue? Edit(BuiltinContext context, RegoValue? target, IReadOnlyList<RegoValue> path, RegoValue? value, int depth = 0)
    {
        if (depth == path.Count)
        {
            return value;
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        var last = depth == path.Count - 1;
        var key = path[depth];
        var child = Child(target, key);
        if (child is null && (!last || value is null))
        {
            throw Failure("the path leads nowhere");
        }

        var edited = last ? value : Edit(context, child, path, value, depth + 1);
        switch (target)
        {
            case RegoObject members:
                return Edited(context, members, key, edited);
            case RegoSet set when !last || value is null || value.Equals(key):
                context.Step(1 + set.Count);
                var others = set.Where(item => !item.Equals(key));
                return RegoSet.Of(edited is null ? others : others.Append(edited));
            case RegoArray array:
                return Edited(context, array, Index(array, key), edited, last);
            default:
                throw Failure("only objects, arrays and sets have members");
        }
    }

    private static RegoObject Edited(BuiltinContext context, RegoObject members, RegoValue key, RegoValue? value)
    {
        context.Step(1 + members.Count);
        var builder = new RegoObjectBuilder(members.Count + 1);
        builder.AddAll(members);
        if (value is null)
        {
            builder.Remove(key);
        }
        else
        {
            builder[key] = value;
        }

        return builder.Build();
    }

    private static RegoArray Edited(BuiltinContext context, RegoArray array, int index, RegoValue? value, bool inserts)
    {
        context.Step(1 + array.Count);
        if (index > array.Count)
        {
            throw Failure("the index is out of range");
        }

        List<RegoValue> items = [.. array];
        if (value is null)
        {
            items.RemoveAt(index);
        }
        else if (inserts)
        {
            items.Insert(index, value);
        }
        else
        {
            items[index] = value;
        }

        return RegoArray.Owning([.. items]);
    }

    private static int Index(RegoArray array, RegoValue key) => key switch
    {
        RegoNumber number when number.TryGetInt32(out var index) && index >= 0 => index,
        RegoString { Value: "-" } => array.Count,
        RegoString text when int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && index.ToString(CultureInfo.InvariantCulture) == text.Value => index,
        _ => throw Failure("the key is no index"),
    };

    // Copies share what they copy. Counting each as if it did not keeps a patch from doubling its document without end.
    private static void Weigh(BuiltinContext context, RegoValue value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        context.Produce(1);
        var items = value switch
        {
            RegoArray array => array,
            RegoSet set => set,
            RegoObject members => members.Select(member => member.Value),
            _ => [],
        };
        foreach (var item in items)
        {
            Weigh(context, item);
        }
    }

    private static BuiltinFailure Failure(string message) => new(message);
}
