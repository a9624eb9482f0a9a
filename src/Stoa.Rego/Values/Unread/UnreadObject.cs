namespace Stoa.Rego;

/// <summary>The members of an object of a scanned document: names are compared where they stand.</summary>
internal sealed class UnreadObject(ScannedDocument document, int index) : UnreadMembers
{
    private RegoValue?[]? _made;

    private protected override int Count => document.Count(index);

    public override ObjectTable Read()
    {
        var tokens = document.Tokens;
        var keys = new RegoValue[Count];
        var values = new RegoValue[keys.Length];
        var made = _made;
        var name = ScannedDocument.Within(index);
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = document.Name(tokens[name]);
            values[i] = made?[i] ?? document.Value(name + 1);
            name = document.Behind(name + 1);
        }

        return ObjectTable.Unsettled(keys, values);
    }

    private protected override bool TryFindUnread(string key, out RegoValue? value)
    {
        value = null;
        var tokens = document.Tokens;
        var count = Count;
        var (found, at) = (-1, 0);
        for (int i = 0, name = ScannedDocument.Within(index); i < count; i++)
        {
            if (tokens[name].Kind != ScannedKind.PlainText)
            {
                return false;
            }

            if (document.IsName(tokens[name], key))
            {
                (found, at) = (i, name + 1);
            }

            name = document.Behind(name + 1);
        }

        value = found < 0 ? null : Made(found, at);
        return true;
    }

    // Two threads may both make it; either one serves.
    private RegoValue Made(int member, int at)
    {
        var made = _made ??= new RegoValue?[Count];
        return made[member] ??= document.Value(at);
    }
}
