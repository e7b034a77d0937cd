"""模擬スクレイピング：ネットワークの代わりにsleepし、失敗したら数回やり直す。"""
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed

PAGES = {
    "/": ["/news", "/weather", "/about"],
    "/news": ["/news/1", "/news/2"],
    "/weather": ["/broken"],
    "/news/1": ["/"],
}
attempts = {}
open_now, busiest = 0, 0
lock = threading.Lock()


def fetch(path):
    global open_now, busiest
    with lock:
        attempts[path] = attempts.get(path, 0) + 1
        count = attempts[path]
        open_now += 1
        busiest = max(busiest, open_now)
    # 待つあいだは、ほかのスレッドが動ける。
    time.sleep(0.1)
    with lock:
        open_now -= 1
    if path == "/broken":
        raise ConnectionError("応答がありません")
    # 最初の1回だけ失敗するページ。
    if path == "/weather" and count == 1:
        raise TimeoutError("時間切れ")
    return PAGES.get(path, [])


def fetch_with_retry(path, tries=3):
    for remaining in reversed(range(tries)):
        try:
            return fetch(path)
        except OSError:
            if remaining == 0:
                raise


def crawl(start):
    seen, failed = {start}, {}
    with ThreadPoolExecutor(max_workers=4) as executor:
        futures = {executor.submit(fetch_with_retry, start): start}
        while futures:
            # 終わったものから処理し、見つけた新しいリンクを追加する。
            future = next(as_completed(futures))
            path = futures.pop(future)
            try:
                links = future.result()
            except OSError as error:
                failed[path] = f"{type(error).__name__}（{error}）"
                continue
            for link in links:
                if link not in seen:
                    seen.add(link)
                    futures[executor.submit(fetch_with_retry, link)] = link
    return seen, failed


if __name__ == "__main__":
    seen, failed = crawl("/")
    print("見つけたページ:", sorted(seen))
    print("失敗:", failed)
    print("試した回数:", {path: n for path, n in sorted(attempts.items()) if n > 1})
    print("同時に2ページ以上を待った:", busiest >= 2)
