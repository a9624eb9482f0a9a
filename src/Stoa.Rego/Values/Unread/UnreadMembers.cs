namespace Stoa.Rego;

/// <summary>
/// The members of an object that stand in JSON, until all of them are asked for. While it is asked for few of them, each is found there and only its value
/// made; an object that is large, or asked often, is better read once.
/// </summary>
internal abstract class UnreadMembers
{
    private const int MostFinds = 24;

    private int _finds;

    private protected abstract int Count { get; }

    /// <summary>All members. What is within them stays unread.</summary>
    public abstract ObjectTable Read();

    /// <summary>The value of one member, or null where there is none. False where all of them are to be read instead.</summary>
    public bool TryFind(string key, out RegoValue? value)
    {
        value = null;
        // Threads may count too few: that only delays it.
        return ++_finds <= MostFinds && (_finds > 1 || Count <= HashIndex.ComparedUpTo) && TryFindUnread(key, out value);
    }

    /// <summary>The value of one member, the last of that name, or null where there is none. False where it cannot be found so.</summary>
    private protected abstract bool TryFindUnread(string key, out RegoValue? value);
}
