using System.Text.Json;

namespace Stoa.Rego;

/// <summary>The members of an element, whose document must live as long.</summary>
internal sealed class UnreadElement(JsonElement element) : UnreadMembers
{
    private Found? _found;

    private protected override int Count => element.GetPropertyCount();

    private protected override bool TryFindUnread(string key, out RegoValue? value)
    {
        for (var found = _found; found is not null; found = found.Next)
        {
            if (string.Equals(found.Key, key))
            {
                value = found.Value;
                return true;
            }
        }

        value = null;
        if (key.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return false; // The element refuses half of a pair.
        }

        if (!element.TryGetProperty(key, out var member))
        {
            return true;
        }

        value = JsonReading.FromElement(member);
        _found = new Found(key, value, _found);
        return true;
    }

    public override ObjectTable Read()
    {
        var keys = new RegoValue[element.GetPropertyCount()];
        var values = new RegoValue[keys.Length];
        var next = 0;
        foreach (var member in element.EnumerateObject())
        {
            keys[next] = RegoString.Of(member.Name);
            values[next++] = JsonReading.FromElement(member.Value);
        }

        return ObjectTable.Unsettled(keys, values);
    }

    // Two threads may each forget what the other found; it is found again.
    private sealed record Found(string Key, RegoValue Value, Found? Next);
}
