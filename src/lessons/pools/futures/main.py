from concurrent.futures import ProcessPoolExecutor, as_completed
from time import sleep


def load(page, seconds):
    sleep(seconds)
    if page == "missing":
        raise LookupError(f'there is no page "{page}"')
    return len(page) * 1000


PAGES = [("news", 0.8), ("missing", 0.3), ("weather", 0.5), ("sports", 0.2)]

if __name__ == "__main__":
    loaded = 0
    with ProcessPoolExecutor(2) as executor:
        pages = {executor.submit(load, page, seconds): page for page, seconds in PAGES}
        for future in as_completed(pages):
            page = pages[future]
            # A future holds a result or an error; nothing is raised before somebody asks.
            error = future.exception()
            if error:
                print(f"{page}: {error}")
            else:
                print(f"{page}: {future.result()} bytes")
                loaded += 1
    print(f"{loaded} of {len(PAGES)} pages")
