namespace Portal.Domain.Members;

/// <summary>Somebody with one login, who may be a member of no, one or many organisations.</summary>
public sealed record Person(Id<Person> Id, string Name, string Email);
